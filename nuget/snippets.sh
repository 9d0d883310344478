#!/usr/bin/env bash
# Compiles every C# snippet of README, docs and package readmes against the packed packages.
#   nuget/snippets.sh PACKAGES      the folder that pack.sh has filled
# A snippet becomes the body of a method; what it takes for granted (a builder, a file) becomes a parameter.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=$(cd "$1" && pwd)
code=$PWD/artifacts/snippets
rm -rf "$code"
mkdir -p "$code"

awk -v out="$code" '
  function known(type, name) { return body ~ ("(^|[^A-Za-z.])" name "[^A-Za-z]") && body !~ ("[A-Za-z>?] " name " =") ? (params == "" ? "" : ", ") type " " name : "" }
  FNR == 1 { inside = 0 }
  /^```csharp/ { inside = 1; uses = body = ""; from = FILENAME ":" FNR; next }
  inside && /^```/ {
    inside = 0; n++; params = ""
    params = params known("WebApplicationBuilder", "builder")
    params = params known("WebApplication", "app")
    params = params known("IServiceCollection", "services")
    params = params known("string[]", "args")
    params = params known("string", "map")
    params = params known("Stream", "file")
    printf "// %s\n%susing WebEdi;\ninternal static class Snippet%d\n{\n    public static async Task RunAsync(%s)\n    {\n%s    }\n}\n", from, uses, n, params, body > (out "/Snippet" n ".cs")
    close(out "/Snippet" n ".cs")
    next
  }
  inside && /^using [A-Za-z.]+;/ { if ($2 != "WebEdi;") uses = uses $0 "\n"; next }
  inside { body = body $0 "\n" }
  END { print n " snippets" > "/dev/stderr"; if (n == 0) exit 1 }
' README.md README.ja.md docs/*.md nuget/*.md

export NUGET_PACKAGES=$PWD/artifacts/consumer
dotnet build nuget/snippets -nologo -v q -clp:NoSummary -p:PackedPackages="$packages" -p:Snippets="$code"
echo "every snippet compiles"

#!/usr/bin/env bash
# Writes the public surface of the packages into their PublicAPI.Unshipped.txt: run it after a deliberate change and read the diff.
#   nuget/public-api.sh [PROJECT_DIRECTORY...]      all packages when none is named
set -euo pipefail
cd "$(dirname "$0")/.."
[[ $# -gt 0 ]] || set -- src/*/
for project in "$@"; do
  project=${project%/}
  file=$project/PublicAPI.Unshipped.txt
  for _ in 1 2 3; do
    out=$(dotnet build "$project" -nologo -v q --no-incremental -p:BuildProjectReferences=true 2>&1 || true)
    missing=$(grep -oP "error RS0016: Symbol '\K[^']+(?=' is not part)" <<<"$out" | sort -u || true)
    gone=$(grep -oP "error RS0017: Symbol '\K[^']+(?=' is part)" <<<"$out" | sort -u || true)
    [[ -n $missing$gone ]] || break
    { echo '#nullable enable'; { tail -n +2 "$file"; echo "$missing"; } | grep -v '^$' | { [[ -n $gone ]] && grep -vxFf <(echo "$gone") || cat; } | LC_ALL=C sort -u; } >"$file.new"
    mv "$file.new" "$file"
  done
  echo "$file: $(($(wc -l <"$file") - 1)) members"
done

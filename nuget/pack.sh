#!/usr/bin/env bash
# Packs every package into a folder, then lets projects outside the solution install them from there, use them, and compile every snippet of the documentation.
#   nuget/pack.sh [FOLDER]      artifacts/packages when none is named
set -euo pipefail
cd "$(dirname "$0")/.."
packages=${1:-artifacts/packages}
mkdir -p "$packages"
packages=$(cd "$packages" && pwd)
rm -f "$packages"/WebEdi.*.nupkg "$packages"/WebEdi.*.snupkg

for project in src/*/*.csproj; do
  dotnet pack "$project" -c Release -o "$packages" -nologo -v q -clp:NoSummary
done
ls -l "$packages"

# An own package folder: the same version packed before must not be found in the machine's cache.
rm -rf artifacts/consumer
export NUGET_PACKAGES=$PWD/artifacts/consumer
dotnet build nuget/consumer -nologo -v q -clp:NoSummary -p:PackedPackages="$packages"
dotnet run --project nuget/consumer --no-build -- "$packages"
nuget/snippets.sh "$packages"

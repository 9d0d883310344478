#!/usr/bin/env bash
# Fuzzes one target with AFL++ (Debian: afl++): run.sh TARGET [SECONDS] [CORPUS FOLDER]
# The engine is instrumented in a copy; findings lie in artifacts/fuzz/TARGET/out.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${1:?usage: run.sh TARGET [SECONDS] [CORPUS FOLDER]} seconds=${2:-300} corpus=${3:-}
version=2.3.0
work=artifacts/fuzz
tools=$PWD/$work/tools
command -v afl-fuzz >/dev/null || { echo "afl-fuzz is missing: apt-get install afl++" >&2; exit 2; }
[[ -x $tools/sharpfuzz ]] || dotnet tool install SharpFuzz.CommandLine --version "$version" --tool-path "$tools"

# The copy is made anew when the build is newer.
dotnet build tests/WebEdi.Fuzz -c Release -nologo -v q -clp:NoSummary
built=tests/WebEdi.Fuzz/bin/Release/net10.0
if [[ ! -e $work/bin/instrumented || -n $(find "$built" -name 'WebEdi.*.dll' -newer "$work/bin/instrumented") ]]; then
  rm -rf "$work/bin"
  mkdir -p "$work"
  cp -r "$built" "$work/bin"
  "$tools/sharpfuzz" "$work/bin/WebEdi.Engine.dll"
  "$tools/sharpfuzz" "$work/bin/WebEdi.Abstractions.dll"
  touch "$work/bin/instrumented"
fi

in=$work/$target/in out=$work/$target/out
mkdir -p "$in" "$out"
dotnet "$work/bin/WebEdi.Fuzz.dll" "$target" --seeds "$in"
[[ -z $corpus ]] || find "$corpus" -type f -size -16k -exec cp -n {} "$in" \;

export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_AUTORESUME=1
export DOTNET_TieredPGO=0
afl-fuzz -i "$in" -o "$out" -V "$seconds" -t 20000 -m none -x tests/WebEdi.Fuzz/words.dict -- dotnet "$work/bin/WebEdi.Fuzz.dll" "$target" || true
grep -E '^(run_time|execs_done|execs_per_sec|corpus_count|corpus_found|saved_crashes|saved_hangs|edges_found|stability)' "$out/default/fuzzer_stats"
[[ -z $(find "$out/default/crashes" "$out/default/hangs" -name 'id*' 2>/dev/null) ]]

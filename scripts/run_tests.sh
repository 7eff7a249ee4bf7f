#!/usr/bin/env bash
# Builds with sanitizers and runs every test; the last line counts what passed and what failed.
set -uo pipefail
cd "$(dirname "$0")/.."
[ -d "$PWD/.tools/bin" ] && export PATH="$PWD/.tools/bin:$PATH"
jobs=${JOBS:-$(nproc)}
results=build/test-results
mkdir -p "$results"
passed=0 failed=0

# run NAME COMMAND…: one step; its output is shown when it fails.
run() {
  local name=$1 log="$results/$1.log" started=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    printf 'ok    %-28s %4ss\n' "$name" $((SECONDS - started))
  else
    failed=$((failed + 1))
    printf 'FAIL  %-28s %4ss\n' "$name" $((SECONDS - started))
    tail -n 60 "$log" | sed 's/^/      /'
  fi
}

# gtest NAME BINARY: counts each test of a GoogleTest program.
gtest() {
  local name=$1 log="$results/$1.log" started=$SECONDS ok bad
  "$2" --gtest_brief=1 >"$log" 2>&1
  local code=$?
  ok=$(grep -oE '\[  PASSED  \] [0-9]+' "$log" | grep -oE '[0-9]+$' | tail -1)
  bad=$(grep -oE '^\[  FAILED  \] [0-9]+' "$log" | grep -oE '[0-9]+$' | tail -1)
  ok=${ok:-0} bad=${bad:-0}
  [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  passed=$((passed + ok)) failed=$((failed + bad))
  printf '%s  %-28s %4ss  %s tests\n' "$([ "$bad" -eq 0 ] && echo 'ok  ' || echo FAIL)" "$name" $((SECONDS - started)) $((ok + bad))
  [ "$bad" -eq 0 ] || { grep -vE '^\[  PASSED' "$log" | tail -n 80 | sed 's/^/      /'; }
}

run layers python3 scripts/check_layers.py
run sizes python3 scripts/check_sizes.py
run duplicates python3 scripts/check_duplicates.py
run format scripts/format.sh --check
run configure cmake --preset dev
run build cmake --build --preset dev -j "$jobs"
if [ "$failed" -eq 0 ]; then
  export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
  for program in build/dev/*_test build/dev/tests/*/*_test; do gtest "$(basename "$program")" "$program"; done
  for scenario in tests/api/test_*.py tests/docs/test_*.py tests/faults/test_*.py; do
    [ -e "$scenario" ] && run "$(basename "$scenario" .py)" python3 "$scenario" build/dev/zonewright
  done
  run ui_units npm --prefix ui test --silent
  run journeys tests/journeys/run.sh build/dev/zonewright
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

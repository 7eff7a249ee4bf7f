#!/usr/bin/env bash
# Builds with sanitizers and runs every test; the last line counts what passed and what failed.
# LANES programs run beside each other, because most of them wait for one another's answers rather than for a processor.
set -uo pipefail
cd "$(dirname "$0")/.."
[ -d "$PWD/.tools/bin" ] && export PATH="$PWD/.tools/bin:$PATH"
jobs=${JOBS:-$(nproc)}
lanes=${LANES:-2}
results=build/test-results
mkdir -p "$results"
rm -f "$results"/*.count

# step NAME COMMAND…: one step; its output is shown when it fails. One that never ends has failed.
step() {
  local name=$1 log="$results/$1.log" started=$SECONDS
  echo 0 1 >"$results/$name.count"
  shift
  if "$@" >"$log" 2>&1; then
    echo 1 0 >"$results/$name.count"
    printf 'ok    %-28s %4ss\n' "$name" $((SECONDS - started))
  else
    { printf 'FAIL  %-28s %4ss\n' "$name" $((SECONDS - started)); tail -n 60 "$log" | sed 's/^/      /'; } >"$log.said"
    cat "$log.said" # in one piece: another lane writes here, too
    rm "$log.said"
  fi
}

# gtest NAME BINARY: counts each test of a GoogleTest program.
gtest() {
  local name=$1 log="$results/$1.log" started=$SECONDS ok bad
  echo 0 1 >"$results/$name.count"
  "$2" --gtest_brief=1 >"$log" 2>&1
  local code=$?
  ok=$(grep -oE '\[  PASSED  \] [0-9]+' "$log" | grep -oE '[0-9]+$' | tail -1)
  bad=$(grep -oE '^\[  FAILED  \] [0-9]+' "$log" | grep -oE '[0-9]+$' | tail -1)
  ok=${ok:-0} bad=${bad:-0}
  [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  echo "$ok" "$bad" >"$results/$name.count"
  {
    printf '%s  %-28s %4ss  %s tests\n' "$([ "$bad" -eq 0 ] && echo 'ok  ' || echo FAIL)" "$name" $((SECONDS - started)) $((ok + bad))
    [ "$bad" -eq 0 ] || grep -vE '^\[  PASSED' "$log" | tail -n 80 | sed 's/^/      /'
  } >"$log.said"
  cat "$log.said"
  rm "$log.said"
}

# beside COMMAND…: waits for a free lane and runs the command in it.
beside() {
  while [ "$(jobs -rp | wc -l)" -ge "$lanes" ]; do wait -n; done
  "$@" &
}

step layers python3 scripts/check_layers.py
step sizes python3 scripts/check_sizes.py
step duplicates python3 scripts/check_duplicates.py
step format scripts/format.sh --check
step configure cmake --preset dev
step build cmake --build --preset dev -j "$jobs"
if ! grep -qv ' 0$' "$results"/*.count; then
  export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
  # The demo zone is made once; every program and every journey has a copy of it.
  export ZW_ZONES=$PWD/build/test-zones
  rm -rf "$ZW_ZONES"
  binary=build/dev/zonewright
  # One browser at a time: the journeys go one after the other in a lane of their own, which begins at once.
  browse() {
    local journey
    for journey in $(cd tests/journeys && ls -S [a-z]*.mjs); do
      case "$journey" in browser.mjs | gateway.mjs) continue ;; esac
      step "journey_${journey%.mjs}" tests/journeys/run.sh "$binary" "${journey%.mjs}"
    done
  }
  beside browse
  for again in scenarios roles leaks; do
    beside step "${again}_on_postgres" env ZW_TEST_POSTGRES=1 python3 "tests/api/test_$again.py" "$binary"
  done
  for scenario in tests/api/test_*.py tests/faults/test_*.py tests/docs/test_*.py; do
    kind=$(basename "$(dirname "$scenario")") name=$(basename "$scenario" .py)
    beside step "${kind}_${name#test_}" python3 "$scenario" "$binary"
  done
  for program in build/dev/*_test build/dev/tests/*/*_test; do beside gtest "$(basename "$program")" "$program"; done
  beside step ui_units npm --prefix ui test --silent
  wait
fi
awk '{ passed += $1; failed += $2 } END { print passed + 0 " passed, " failed + 0 " failed"; exit failed > 0 }' "$results"/*.count

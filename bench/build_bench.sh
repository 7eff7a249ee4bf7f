#!/usr/bin/env bash
# How long a clean build takes, screens and tests included, without a compiler cache, and how long one after a change of
# one module's source. Prints CSV rows "what,measured,goal".
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CCACHE_DISABLE=1
seconds() {
  local started=$SECONDS
  "$@" >"$folder.log" 2>&1 || { tail -20 "$folder.log" >&2; return 1; }
  echo $((SECONDS - started))
}
cmake --preset dev -B "$folder" >/dev/null
echo "clean_build_with_screens_and_tests,$(seconds cmake --build "$folder" -j "$(nproc)") s,<= 600 s"
changed=src/modules/registry/board.cpp
cp -p "$changed" "$folder.source"
trap 'cp -p "$folder.source" "$changed"; rm -rf "$folder" "$folder.source" "$folder.log"' EXIT
echo "// changed" >>"$changed"
echo "build_after_a_change_in_one_module,$(seconds cmake --build "$folder" -j "$(nproc)" --target zonewright) s,<= 10 s"

#!/usr/bin/env bash
# Lays C++ out as .clang-format says; with --check only names the files that differ.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files -co --exclude-standard 'src/*.cpp' 'src/*.h' 'examples/*.cpp' 'bench/*.cpp')
if [ "${1:-}" = --check ]; then
  differing=$(clang-format --dry-run --Werror "${files[@]}" 2>&1 | grep -oE '^[^:]+:[0-9]+' | sort -u -t: -k1,1 || true)
  [ -z "$differing" ] || { echo "$differing"; exit 1; }
  echo "format: ${#files[@]} files"
else
  clang-format -i "${files[@]}"
fi

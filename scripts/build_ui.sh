#!/usr/bin/env bash
# build_ui.sh ON|OFF STAGE: builds the screens and lays them into STAGE with their br and gz variants.
set -euo pipefail
wanted=$1 stage=$2
cd "$(dirname "$0")/.."
rm -rf "$stage"
mkdir -p "$stage"
case "$wanted" in ON | on | TRUE | 1) ;; *) exit 0 ;; esac
[ -d "$PWD/.tools/bin" ] && export PATH="$PWD/.tools/bin:$PATH"
(cd ui && npm run --silent build -- --outDir "$stage" --emptyOutDir)
find "$stage" -type f \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' -o -name '*.json' -o -name '*.webmanifest' \) -size +600c -print0 |
  xargs -0 -P 2 -I{} sh -c 'brotli -q 11 -k -f "$1" -o "$1.br" && gzip -9 -n -k -f "$1"' _ {}

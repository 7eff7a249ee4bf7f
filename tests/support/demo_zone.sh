#!/usr/bin/env bash
# demo_zone.sh BINARY FOLDER STAGE: prints where the demo zone of that stage lies under FOLDER; the first who asks makes it.
set -euo pipefail
mkdir -p "$2"
zone=$(readlink -f "$2")/$3
exec 9>"$zone.lock"
flock 9
if [ ! -e "$zone" ]; then
  rm -rf "$zone.half"
  "$1" demo --data "$zone.half" --stage "$3" >/dev/null
  mv "$zone.half" "$zone"
fi
echo "$zone"

#!/usr/bin/env bash
# run.sh BINARY: serves the demonstration zone and measures its screens; prints CSV rows "route,what,measured,goal".
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "$0")"
[ -d ../../.tools/bin ] && export PATH="$PWD/../../.tools/bin:$PATH"
PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent --no-audit --no-fund >/dev/null
data=$(mktemp -d)
port=${PORT:-18099}
"$binary" demo --data "$data" >/dev/null
"$binary" serve --data "$data" --port "$port" >/dev/null &
server=$!
trap 'kill $server; wait $server 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 50); do curl -fs -o /dev/null "http://127.0.0.1:$port/healthz" && break || sleep 0.1; done
node run.mjs "http://127.0.0.1:$port" "${RUNS:-3}"

#!/usr/bin/env bash
# run.sh BINARY: the browser journeys against a demo zone of the real program.
set -euo pipefail
binary=$(readlink -f "$1")
cd "$(dirname "$0")"
data=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
"$binary" demo --data "$data" >/dev/null
"$binary" serve --data "$data" --port 0 >"$data/serve.log" 2>&1 &
server=$!
for _ in $(seq 200); do
  BASE_URL=$(sed -n 's/^Zonewright is ready at //p' "$data/serve.log")
  [ -n "$BASE_URL" ] && break
  sleep 0.1
done
[ -n "$BASE_URL" ] || { cat "$data/serve.log"; exit 1; }
export BASE_URL
# Both languages, themes and widths; MODES=all opens every screen in all combinations.
export MODES=${MODES:-zh-light-1440,en-dark-390,zh-light-1920}
[ "$MODES" = all ] && unset MODES
# Every journey runs, whatever became of the one before; what was bad is said again at the end, where one looks first.
said=$data/said
bad=()
for journey in [a-z]*.mjs; do
  case "$journey" in browser.mjs | gateway.mjs) continue ;; esac
  started=$SECONDS
  node "$journey" >"$said" 2>&1 || bad+=("$journey:" "$(grep '✗' "$said" || tail -n 5 "$said")")
  cat "$said"
  echo "== $journey $((SECONDS - started)) s"
done
[ ${#bad[@]} -eq 0 ] && exit
printf '%s\n' "${bad[@]}"
exit 1

#!/usr/bin/env bash
# run.sh BINARY [JOURNEY…]: browser journeys against the real program, all of them if none is named. Each has a copy of the
# demo zone to itself, so that none sees what another left; ZW_ZONES names a folder that keeps the zone between runs.
set -euo pipefail
binary=$(readlink -f "$1")
shift
cd "$(dirname "$0")"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
zone=$(../support/demo_zone.sh "$binary" "${ZW_ZONES:-$work/zones}" 2020-06-14)
# serve FOLDER: starts the program there and says where it is.
serve() {
  "$binary" serve --data "$1" --port 0 >"$1/serve.log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    BASE_URL=$(sed -n 's/^Zonewright is ready at //p' "$1/serve.log")
    [ -n "$BASE_URL" ] && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  [ -n "$BASE_URL" ] || { cat "$1/serve.log"; exit 1; }
  export BASE_URL
}

if [ $# -eq 0 ]; then
  for name in [a-z]*.mjs; do
    case "$name" in browser.mjs | gateway.mjs) ;; *) set -- "$@" "${name%.mjs}" ;; esac
  done
fi
# Every journey runs, whatever became of the one before; what was bad is said again at the end, where one looks first.
said=$work/said
bad=()
for journey in "$@"; do
  started=$SECONDS
  mkdir "$work/$journey"
  cp -r "$zone/." "$work/$journey"
  serve "$work/$journey"
  node "$journey.mjs" >"$said" 2>&1 || bad+=("$journey:" "$(grep '✗' "$said" || tail -n 5 "$said")")
  cat "$said"
  # A server that the journey broke says why; one that is whole ends as it is asked to.
  kill "$server" 2>/dev/null || true
  wait "$server" || { bad+=("$journey: the server ended with $?"); tail -n 40 "$work/$journey/serve.log"; }
  server=
  rm -rf "${work:?}/$journey"
  echo "== $journey $((SECONDS - started)) s"
done
[ ${#bad[@]} -eq 0 ] && exit
printf '%s\n' "${bad[@]}"
exit 1

#!/usr/bin/env bash
# A PostgreSQL cluster of one's own, for as long as standard input stays open: prints the folder of its socket and that
# of its programs when it is ready, and removes everything at the end of input, that is also when the test that started it dies.
# The lines "kill" and "start" on standard input crash the server and start it again; each is answered like the beginning.
set -euo pipefail
trap '' INT TERM PIPE
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "PostgreSQL is missing: apt-get install postgresql-15 (scripts/setup-debian.sh test)"; exit 1; }
folder=$(mktemp -d /tmp/zonewright-postgres-XXXXXX)
trap 'rm -rf "$folder"' EXIT
as_user=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  chown nobody "$folder"
  as_user=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
cd "$folder"
"${as_user[@]}" "$bin/initdb" -D "$folder/data" -U zonewright -A trust -E UTF8 --no-locale --no-sync >"$folder/initdb.log" 2>&1 </dev/null ||
  { echo "initdb failed: $(tail -n 1 "$folder/initdb.log")"; exit 1; }

start() {
  # Commits reach the operating system, not the disk: they outlive a killed server, and no machine is switched off here.
  "${as_user[@]}" "$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c max_connections=200 -c deadlock_timeout=50ms -c shared_buffers=64MB >>"$folder/log" 2>&1 </dev/null &
  server=$!
  for _ in $(seq 300); do
    "$bin/pg_isready" -q -h "$folder" && return
    kill -0 "$server" 2>/dev/null || { echo "PostgreSQL did not start: $(tail -n 1 "$folder/log")"; exit 1; }
    sleep 0.1
  done
}
end() {
  kill -QUIT "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
}

start
echo "$folder $bin"
while read -r command; do
  case $command in
    kill) end ;;
    start) start ;;
  esac
  echo "$folder $bin"
done
end

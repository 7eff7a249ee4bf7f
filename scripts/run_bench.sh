#!/usr/bin/env bash
# Measures and writes bench/results/<version>.csv: engine, storage, import, HTTP beside nginx, build and screen sizes.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -d "$PWD/.tools/bin" ] && export PATH="$PWD/.tools/bin:$PATH"
version=$(sed -n 's/^project(zonewright VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
out=bench/results/$version.csv
mkdir -p build/bench bench/results
cmake --preset bench >build/bench/configure.log
cmake --build --preset bench -j "${JOBS:-$(nproc)}" >build/bench/build.log
{
  echo "# machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1); $(g++ --version | head -1); load $(cut -d' ' -f1 /proc/loadavg)"
  echo "instance,seed,cost,bound,cpu_seconds,gap,machine"
  build/bench/bench/match_bench 2>/dev/null | grep -v '^instance' | sed 's/$/,here/'
} >"$out"
{
  echo "instance,seed,cost,bound,cpu_seconds,gap"
  build/bench/bench/schedule_bench portfolio
  # Public instances are no part of the product; SCHEDULES names a folder that has them.
  for set in j30 j60 j120; do
    build/bench/bench/schedule_bench proof "${SCHEDULES:-../shared/data/schedule}/psplib/$set" _1.sm 10 | grep -v '^instance'
  done
} >"${out%.csv}.schedule.csv"
build/bench/bench/storage_bench build/bench >"${out%.csv}.storage.csv"
{
  echo "what,measured,goal"
  build/bench/bench/sheet_bench
  python3 bench/product_bench.py build/bench/zonewright
  bench/build_bench.sh
} >"${out%.csv}.product.csv"
python3 bench/http_bench.py build/bench/zonewright >"${out%.csv}.http.csv"
bench/screens/run.sh build/bench/zonewright >"${out%.csv}.screens.csv"
cat "$out" "${out%.csv}".*.csv

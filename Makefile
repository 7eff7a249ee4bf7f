# make run, make test: each installs what it lacks, builds, and does its job on a bare Debian 12.
.DEFAULT_GOAL := build
.PHONY: build run test release check bench format coverage setup clean

JOBS ?= $(shell nproc)
export PATH := $(CURDIR)/.tools/bin:$(PATH)
DATA ?= var/demo
PORT ?= 8080

setup:
	@scripts/setup-debian.sh build

build: setup
	@mkdir -p build
	@cmake --preset dev >build/dev-configure.log 2>&1 || { cat build/dev-configure.log; exit 1; }
	@cmake --build --preset dev -j $(JOBS)

release: setup
	@mkdir -p build
	@cmake --preset release >build/release-configure.log 2>&1 || { cat build/release-configure.log; exit 1; }
	@cmake --build --preset release -j $(JOBS) --target zonewright

run: release
	@[ -e $(DATA)/zonewright.db ] || build/release/zonewright demo --data $(DATA)
	@build/release/zonewright serve --data $(DATA) --port $(PORT)

test:
	@scripts/setup-debian.sh test
	@scripts/run_tests.sh

check:
	@scripts/setup-debian.sh check
	@python3 scripts/check_layers.py
	@python3 scripts/check_sizes.py
	@python3 scripts/check_duplicates.py
	@scripts/format.sh --check

format:
	@scripts/setup-debian.sh check
	@scripts/format.sh

bench:
	@scripts/setup-debian.sh bench
	@scripts/run_bench.sh

coverage:
	@scripts/setup-debian.sh test
	@cmake --preset coverage && cmake --build --preset coverage -j $(JOBS) && ctest --test-dir build/coverage

clean:
	@rm -rf build

#!/usr/bin/env python3
"""Every include points left: base <- engines, record <- storage <- jobs <- http <- modules <- app <- cli.

Peers never know each other: an engine sees base and engines/search only, a module sees registry, casework and itself.
Database headers belong to storage, Boost's network headers to http.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAY_SEE = {
    "base": {"base"},
    "engines": {"base", "engines"},
    "record": {"base", "record"},
    "storage": {"base", "record", "storage"},
    "jobs": {"base", "record", "storage", "jobs"},
    "http": {"base", "record", "storage", "jobs", "http"},
    "modules": {"base", "engines", "record", "storage", "jobs", "http", "modules"},
    "app": {"base", "engines", "record", "storage", "jobs", "http", "modules", "app"},
    "cli": {"base", "engines", "record", "storage", "jobs", "http", "modules", "app", "cli"},
}
ONLY_IN = {"sqlite3.h": "storage", "libpq-fe.h": "storage", "boost/asio": "http", "boost/beast": "http",
           "CLI/CLI.hpp": "cli", "xlsxwriter.h": "record", "unicode/": "record"}
ENGINE_FORBIDDEN = ("<fstream>", "<iostream>", "<filesystem>", "<thread>", "<chrono>", "<random>", "<cstdlib>_rand")
SHARED_MODULES = {"registry", "casework"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def faults_of(path: pathlib.Path):
    parts = path.relative_to(ROOT / "src").parts
    floor, is_test = parts[0], path.name.endswith("_test.cpp") or path.name in ("testing.h", "test_workbook.h")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, name = match.groups()
        place = f"{path.relative_to(ROOT)}:{number}"
        for header, owner in ONLY_IN.items():
            if name.startswith(header) and floor != owner:
                yield f"{place}: {name} belongs to {owner}"
        if floor == "engines" and not is_test and f"<{name}>" in ENGINE_FORBIDDEN:
            yield f"{place}: an engine does no IO, starts no threads and reads no clock ({name})"
        if bracket == "<":
            continue
        target = name.split("/")
        if target[0] not in MAY_SEE:
            if not is_test:
                yield f"{place}: {name} is on no floor"
        elif target[0] not in MAY_SEE[floor]:
            yield f"{place}: {floor} must not know {target[0]}"
        elif floor == "engines" and target[0] == "engines" and target[1] not in (parts[1], "search"):
            yield f"{place}: engine {parts[1]} must not know engine {target[1]}"
        elif floor == "modules" and target[0] == "modules" and len(parts) > 2 and len(target) > 2:
            if target[1] != parts[1] and target[1] not in SHARED_MODULES:
                yield f"{place}: module {parts[1]} must not know module {target[1]}"


def main() -> int:
    files = sorted(p for p in (ROOT / "src").rglob("*") if p.suffix in (".h", ".cpp"))
    faults = [fault for path in files for fault in faults_of(path)]
    for fault in faults:
        print(fault)
    print(f"layers: {len(files)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

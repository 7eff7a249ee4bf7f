#!/usr/bin/env python3
"""No file over 800 lines, no function over 100. Tables, generated files and test scenarios are exempt by name."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE_LIMIT, FUNCTION_LIMIT = 800, 100
SOURCES = [*(ROOT / "src").rglob("*.cpp"), *(ROOT / "src").rglob("*.h"), *(ROOT / "ui/src").rglob("*.ts"), *(ROOT / "ui/src").rglob("*.tsx")]
TABLES = ("messages.cpp", "zh.ts", "en.ts", "schema.d.ts", "defect_catalogue.h")
# A C++ function body: a line that ends in "{" at column 0 or inside a namespace, until the "}" at the same column.
START = re.compile(r"^(?!namespace|struct|class|enum|union|extern|#|//|\}|template <class)(\w[^;=]*\)[^;={]*|\w.*\) (const )?(noexcept )?(override )?)\{$")


def long_functions(path: pathlib.Path, lines):
    start = None
    for number, line in enumerate(lines, 1):
        if start is None and path.suffix == ".cpp" and START.match(line):
            start = number
        elif start is not None and line.startswith("}"):
            if number - start + 1 > FUNCTION_LIMIT:
                yield start, number - start + 1
            start = None


def main() -> int:
    faults = []
    for path in SOURCES:
        if path.name in TABLES or "node_modules" in path.parts:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        name = path.relative_to(ROOT)
        if len(lines) > FILE_LIMIT:
            faults.append(f"{name}: {len(lines)} lines, at most {FILE_LIMIT}: which noun is missing?")
        faults += [f"{name}:{start}: a function of {length} lines, at most {FUNCTION_LIMIT}" for start, length in long_functions(path, lines)]
    for fault in faults:
        print(fault)
    print(f"sizes: {len(SOURCES)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

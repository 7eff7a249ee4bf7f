#!/usr/bin/env python3
"""The same twelve lines in two places of the program: one function is missing. Tests may repeat themselves."""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WINDOW = 12


def meaningful(path: pathlib.Path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = re.sub(r"\s+", " ", line).strip()
        if len(text) > 3 and not text.startswith(("//", "#include", "using ", "namespace", "import ", "*", "/*")):
            yield number, text


def main() -> int:
    seen = collections.defaultdict(list)
    files = [*(ROOT / "src").rglob("*.cpp"), *(ROOT / "src").rglob("*.h"), *(ROOT / "ui/src").rglob("*.ts*")]
    for path in files:
        if path.name.endswith(("_test.cpp", ".test.ts")):
            continue
        lines = list(meaningful(path))
        for i in range(len(lines) - WINDOW + 1):
            key = "\n".join(text for _, text in lines[i:i + WINDOW])
            seen[key].append((path, lines[i][0]))
    reported, faults = set(), []
    for places in seen.values():
        if len(places) > 1:
            pair = (places[0][0], places[1][0])
            if pair not in reported:
                reported.add(pair)
                faults.append(f"{places[0][0].relative_to(ROOT)}:{places[0][1]} ~ {places[1][0].relative_to(ROOT)}:{places[1][1]}")
    for fault in faults:
        print(fault)
    print(f"duplicates: {len(files)} files, {len(faults)} pairs")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

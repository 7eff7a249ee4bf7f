"""Documentation that cannot rot: every verb, flag, route and problem code of the program is in its documents."""
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import binary_from_command_line, check_all, demo_server, run  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCES = [p for p in (ROOT / "src").rglob("*.cpp") if not p.name.endswith("_test.cpp")]


def verbs_and_flags(binary):
    operations = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    overview = run(binary, "--help").stdout
    verbs = re.findall(r"^  (\w+) +\S", overview.split("Subcommands:")[1], re.M)
    assert len(verbs) >= 12, verbs
    for verb in verbs:
        assert f"zonewright {verb}" in operations, f"{verb} is not in docs/operations.md"
        for flag in re.findall(r"(--[a-z-]+)", run(binary, verb, "--help").stdout):
            assert flag in operations or flag == "--help", f"{verb} {flag} is not in docs/operations.md"


def codes_have_sentences(binary):
    """Every problem code that a handler can answer is translated in both languages."""
    said = "".join(p.read_text(encoding="utf-8") for p in SOURCES)
    codes = set(re.findall(r'Problem\{"([a-z_]+\.[a-z_]+)"', said)) | set(re.findall(r'push_back\(\{"([a-z_]+\.[a-z_]+)"', said))
    table = set(re.findall(r'\{"([a-z_]+\.[a-z_]+)",\s*"[^"]*[\u4e00-\u9fff]', said))
    # Engines speak to programs and to the command line; commands show their codes as they are.
    missing = {c for c in codes if c not in table and not c.startswith(("match.", "check.", "demo."))}
    assert not missing, sorted(missing)


def routes_say_what_they_do(binary):
    with demo_server(binary, stage="2020-02-10") as server:
        document = server.call("GET", "/openapi.json").json
    assert document["openapi"].startswith("3.1")
    silent = [f"{m} {p}" for p, methods in document["paths"].items() for m, o in methods.items() if m != "parameters" and not o.get("summary")]
    assert not silent, silent


def links_lead_somewhere(binary):
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def no_place_of_a_machine(binary):
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    for name in listed:
        path = ROOT / name
        if path.suffix in (".png", ".xlsx", ".db") or not path.exists():
            continue
        assert not re.search(r"(^|[^a-zA-Z0-9_.])/(work|farm)/", path.read_text(encoding="utf-8", errors="replace")), name


def the_product_cannot_rank_people(binary):
    forbidden = re.compile(r"\b(check_?in|online_?time|login_count|ranking|leaderboard|gps|geo_?track|steps_count)\b", re.I)
    described = run(binary, "describe").stdout
    assert not forbidden.search(described), forbidden.search(described)
    with demo_server(binary, stage="2020-02-10") as server:
        paths = json.dumps(list(server.call("GET", "/openapi.json").json["paths"]))
    assert not forbidden.search(paths)


def main():
    binary = binary_from_command_line()
    acts = [verbs_and_flags, codes_have_sentences, routes_say_what_they_do, links_lead_somewhere, no_place_of_a_machine, the_product_cannot_rank_people]
    check_all([(act.__name__, lambda act=act: act(binary)) for act in acts])


if __name__ == "__main__":
    main()

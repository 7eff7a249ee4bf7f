"""Damage done to a database past the program: `zonewright check` finds each kind, names it, and changes nothing."""
import contextlib
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import binary_from_command_line, check_all, folder, run  # noqa: E402


def found(binary, data, *expected):
    """`check` says no, and names what was done."""
    done = run(binary, "check", "--data", data, expect=None)
    said = done.stdout + done.stderr
    assert done.returncode == 1, (done.returncode, said)
    for words in expected:
        assert words in said, f"{words!r} is not in: {said}"
    return said


class Installation:
    """One demonstration, copied for every kind of damage."""

    def __init__(self, binary, original):
        self.binary, self.original = binary, original

    @contextlib.contextmanager
    def damaged(self, *statements):
        with folder() as data:
            pathlib.Path(data, "zonewright.db").write_bytes(self.original)
            if statements:
                with contextlib.closing(sqlite3.connect(pathlib.Path(data, "zonewright.db"), isolation_level=None)) as connection:
                    connection.execute("PRAGMA foreign_keys = OFF")
                    for statement in statements:
                        connection.execute(statement)
            yield data


def undamaged(house):
    with house.damaged() as data:
        run(house.binary, "check", "--data", data)


def two_accountable_officers(house):
    with house.damaged("DROP INDEX duty_one_accountable", """INSERT INTO duty SELECT zone_id, id + 1000000, version, object_kind, object_id, officer_id + 1, kind, 0,
                       starts_on, ends_on, state, reason, plan_id FROM duty WHERE kind = 'accountable' AND state = 'active' ORDER BY id LIMIT 1""") as data:
        found(house.binary, data, "registry.one_accountable_officer", "check.invariant")


def two_residencies(house):
    with house.damaged("DROP INDEX duty_one_residency", """UPDATE duty SET is_residency = 1 WHERE kind = 'accountable' AND state = 'active' AND officer_id =
                       (SELECT officer_id FROM duty WHERE is_residency = 1 AND state = 'active' AND kind = 'accountable' LIMIT 1)""") as data:
        found(house.binary, data, "registry.one_residency_each")


def an_altered_audit_row(house):
    with house.damaged("UPDATE audit SET difference = '[]' WHERE seq = 3 AND zone_id = 1") as data:
        found(house.binary, data, "check.audit", "entry 3", "a row was changed")


def a_missing_audit_row(house):
    with house.damaged("DELETE FROM audit WHERE seq = 3 AND zone_id = 1") as data:
        found(house.binary, data, "check.audit", "a row is missing")


def an_audit_trail_cut_short(house):
    with house.damaged("DELETE FROM audit WHERE zone_id = 1 AND seq = (SELECT max(seq) FROM audit WHERE zone_id = 1)") as data:
        found(house.binary, data, "check.audit", "the newest rows are missing")


def an_audit_row_made_up(house):
    with house.damaged("""INSERT INTO audit SELECT zone_id, seq + 1, at, actor_id, actor_name, request, action, entity, entity_id, version, difference, hash, hash, salt
                       FROM audit WHERE zone_id = 1 ORDER BY seq DESC LIMIT 1""") as data:
        found(house.binary, data, "check.audit")


def a_dangling_reference(house):
    with house.damaged("UPDATE post SET team_id = 999999 WHERE id = (SELECT min(id) FROM post)") as data:
        found(house.binary, data, "check.reference", "post", "team")


def a_value_no_description_allows(house):
    with house.damaged("PRAGMA ignore_check_constraints = ON", "UPDATE duty SET state = 'lost' WHERE id = (SELECT min(id) FROM duty)") as data:
        found(house.binary, data, "check.integrity")


def damaged_pages(house):
    """Every way to spoil a page is found, in a table as in an index."""
    size = int.from_bytes(house.original[16:18], "big") or 65536
    size = 65536 if size == 1 else size
    pages = len(house.original) // size
    # Pages that are in use: the free list is empty after the demonstration was written.
    for page in (pages // 3, pages // 2, pages - 2):
        for spoil in (bytes(size), bytes(range(256)) * (size // 256), None):
            with house.damaged() as data:
                file = pathlib.Path(data, "zonewright.db")
                content = bytearray(house.original)
                start = page * size
                if spoil is None:  # the cells' places shuffled
                    content[start + 8:start + 24] = bytes(reversed(content[start + 8:start + 24]))
                else:
                    content[start:start + size] = spoil
                if content == house.original:
                    continue
                file.write_bytes(content)
                done = run(house.binary, "check", "--data", data, expect=None)
                assert done.returncode in (1, 3), (page, done.returncode, done.stdout, done.stderr)
                assert len(done.stderr) > 10, "nothing was said"
                assert file.read_bytes() == bytes(content), "a damaged file was changed"


def main():
    binary = binary_from_command_line()
    with folder() as data:
        run(binary, "demo", "--data", data)
        with contextlib.closing(sqlite3.connect(pathlib.Path(data, "zonewright.db"))) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        house = Installation(binary, pathlib.Path(data, "zonewright.db").read_bytes())
    acts = [undamaged, two_accountable_officers, two_residencies, an_altered_audit_row, a_missing_audit_row, an_audit_trail_cut_short,
            an_audit_row_made_up, a_dangling_reference, a_value_no_description_allows, damaged_pages]
    check_all([(act.__name__, lambda act=act: act(house)) for act in acts])


if __name__ == "__main__":
    main()

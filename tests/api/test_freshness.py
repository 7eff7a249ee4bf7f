"""What one person stores, every other sees with the next request, although the server remembers what it has read."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import as_role, binary_from_command_line, check_all, demo_server  # noqa: E402

ENTERPRISES = "/api/registry/enterprises"
LIST = ENTERPRISES + "?limit=5&sort=-employees"


def get(server, role, path):
    answer = as_role(server, role, "GET", path)
    assert answer.status == 200, f"{path}: {answer.status}"
    return answer.json


def warm(server, role, path):
    """The same question often enough that every connection has answered it."""
    for _ in range(50):
        found = get(server, role, path)
    return found


def change(server, record, **members):
    answer = as_role(server, "secretary", "PATCH", f"{ENTERPRISES}/{record['id']}", members, {"If-Match": f'"v{record["version"]}"'})
    assert answer.status == 200, answer.body
    return answer.json


def a_list_follows_its_records(server):
    first = warm(server, "leader", LIST)["items"][0]
    changed = change(server, first, employees=first["employees"] + 1)
    again = get(server, "leader", LIST)["items"][0]
    assert (again["employees"], again["version"]) == (changed["employees"], changed["version"])


def totals_follow_creation_and_deletion(server):
    before = warm(server, "leader", LIST)["total"]
    made = as_role(server, "secretary", "POST", ENTERPRISES, {"name": "示例新到有限公司"}).json
    assert get(server, "leader", LIST)["total"] == before + 1
    as_role(server, "administrator", "DELETE", f"{ENTERPRISES}/{made['id']}", headers={"If-Match": '"v1"'})
    assert get(server, "leader", LIST)["total"] == before


def titles_follow_a_renamed_parent(server):
    child = next(item for item in get(server, "leader", ENTERPRISES + "?limit=500")["items"] if item["parent_id"])
    at = f"{ENTERPRISES}/{child['id']}"
    warm(server, "leader", at)
    parent = get(server, "secretary", f"{ENTERPRISES}/{child['parent_id']}")
    change(server, parent, name="示例改名集团有限公司")
    assert get(server, "leader", at)["titles"]["parent_id"] == "示例改名集团有限公司"


def sight_follows_the_duty(server):
    own = next(item for item in warm(server, "officer", ENTERPRISES + "?limit=500")["items"] if "update" in item["abilities"] and item["contact_phone"])
    at = f"{ENTERPRISES}/{own['id']}"
    assert "*" not in warm(server, "officer", at)["contact_phone"], "owners see phones in full"
    duty = get(server, "leader", f"/api/registry/duties?object_kind=enterprise&object_id={own['id']}&state=active")["items"][0]
    others = get(server, "leader", "/api/registry/officers?limit=500")["items"]
    other = next(o for o in others if o["id"] != duty["officer_id"] and o["state"] == "active" and load(server, o) < o["capacity"])
    moved = as_role(server, "secretary", "POST", "/api/registry/duties/assign",
                    {"objects": [{"kind": "enterprise", "id": own["id"]}], "officer_id": other["id"], "reason": "换人"})
    assert moved.status == 200, moved.body
    after = get(server, "officer", at)
    assert "*" in after["contact_phone"] and "update" not in after["abilities"]
    page = get(server, "officer", ENTERPRISES + f"?uscc={own['uscc']}")
    assert all("update" not in item["abilities"] for item in page["items"])


def load(server, officer):
    return next(line["load"] for line in get(server, "leader", "/api/registry/board")["officers"] if line["id"] == officer["id"])


def everybody_has_a_page_of_their_own(server):
    firm = warm(server, "secretary", LIST)["items"][0]
    seen = warm(server, "leader", LIST)["items"][0]
    assert firm["id"] == seen["id"] and "update" in firm["abilities"] and "update" not in seen["abilities"]
    assert len(warm(server, "contact", LIST)["items"]) == 1


def main():
    with demo_server(binary_from_command_line()) as server:
        check_all([(act.__name__, lambda act=act: act(server)) for act in
                   (a_list_follows_its_records, totals_follow_creation_and_deletion, titles_follow_a_renamed_parent,
                    sight_follows_the_duty, everybody_has_a_page_of_their_own)])


if __name__ == "__main__":
    main()

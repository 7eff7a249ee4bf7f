"""What is another zone's, or another firm's, is in no answer: every list, view, search, total, file and error text is read for it."""
import io
import pathlib
import re
import sys
import threading
import zipfile
from urllib.parse import quote

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from two_zones import FAR, MARK, NOWHERE, TOKEN, furnish, plain, plant_second_zone  # noqa: E402
from zone import ROLES, as_role, binary_from_command_line, check_all, credentials, demo_server, place, run  # noqa: E402

FOREIGN_ID = re.compile(rf'id": ?{str(FAR)[:-2]}\d\d\b')
OTHER_FIRM = "邻厂"  # in every text of a firm that is not the contact's
ENTERPRISES = "/api/registry/enterprises"
# Questions that take an address to be answered at all; the other zone's first firm is the one after where its numbering began.
QUESTIONS = {"/api/intake/template": "?target=enterprise", "/api/casework/search": f"?q={quote(MARK)}",
             "/api/casework/cases/similar": f"?enterprise_id={FAR + 11}&title={quote(MARK + '诉求')}"}
LINK = "/api/casework/link"  # answers invitations only


def text_of(answer):
    """The answer as text; a workbook is unpacked, so that its cells are read as well."""
    if not answer.body.startswith(b"PK"):
        return answer.body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def read_paths(server, role):
    """Every GET without {id} that the role may ask."""
    document = server.call("GET", "/openapi.json").json
    for path, methods in document["paths"].items():
        operation = methods.get("get")
        if operation and "{" not in path and path not in ("/api/events", LINK) and role in (operation.get("x-roles") or [role]):
            yield path + QUESTIONS.get(path, "")


def lists(server, role):
    """Those of the reads that page through records, with the entity of each."""
    described = as_role(server, "administrator", "GET", "/api/describe").json["entities"]
    roles = {path: methods["get"].get("x-roles", []) for path, methods in server.call("GET", "/openapi.json").json["paths"].items() if "get" in methods}
    return [(entity["route"], name, entity) for name, entity in described.items() if role in roles.get(entity["route"], [])]


def is_searched(entity):
    """Lists without a searched field take no notice of `q`."""
    return any(field["search"] for field in entity["fields"])


def nothing_of_the_other_zone(server):
    for role in ROLES:
        for path in read_paths(server, role):
            answer = as_role(server, role, "GET", path)
            assert answer.status == 200, f"{role} {path}: {answer.status}"
            said = text_of(answer)
            assert MARK not in said and not FOREIGN_ID.search(said), f"{role} {path} speaks of the other zone"


def search_finds_nothing_of_the_other_zone(server):
    for role in ROLES:
        for path, name, entity in lists(server, role):
            searched = as_role(server, role, "GET", f"{path}?q={quote(MARK)}")
            expected = 200 if is_searched(entity) else 400
            assert searched.status == expected and MARK not in text_of(searched), f"{role} {path}: {searched.body[:300]}"
            assert expected == 400 or searched.json["total"] == 0, f"{role} {path}: search finds {searched.body[:300]}"


def filters_and_cursors_reach_nothing_of_the_other_zone(server, foreign):
    """A filter by an id of the other zone answers exactly as one by an id that never was."""
    for path, name, entity in lists(server, "administrator"):
        fields = [(f["name"], f["refers_to"]) for f in entity["fields"] if f["kind"] == "ref"] + ([("object_id", "enterprise")] if "object_id" in str(entity["fields"]) else [])
        for field, target in fields:
            if target not in foreign:
                continue
            same = {"X-Request-Id": "the-same-request"}
            there = as_role(server, "administrator", "GET", f"{path}?{field}={foreign[target]}", headers=same)
            nowhere = as_role(server, "administrator", "GET", f"{path}?{field}={NOWHERE}", headers=same)
            assert there.status == 200 and there.json["total"] == 0, f"{path}?{field}: {there.body[:300]}"
            assert plain(there, foreign[target]) == plain(nowhere, NOWHERE), f"{path}?{field} tells them apart"


def bodies_that_name_the_other_zone(server, foreign, own):
    """Whatever can refer to a record refuses one of the other zone as it refuses one that never was."""
    def attempts(ids):
        version = as_role(server, "administrator", "GET", f"{ENTERPRISES}/{own['enterprise']}").headers["etag"]
        duty = f"/api/registry/duties/{own['duty']}/hand_over"
        return [("POST", "/api/registry/duties/assign", {"objects": [{"kind": "enterprise", "id": ids["enterprise"]}], "officer_id": own["officer"], "reason": "x"}, {}),
                ("POST", "/api/registry/duties/assign", {"objects": [{"kind": "project", "id": ids["project"]}], "officer_id": own["officer"], "reason": "x"}, {}),
                ("POST", "/api/registry/duties/assign", {"objects": [{"kind": "enterprise", "id": own["enterprise"]}], "officer_id": ids["officer"], "reason": "x"}, {}),
                ("POST", duty, {"officer_id": ids["officer"], "note": "x"}, {}),
                ("POST", f"/api/registry/tenures/{own['tenure']}/hand_over", {"person_id": ids["person"], "on": "2020-06-15", "note": "x"}, {}),
                ("POST", "/api/registry/duty_plans", {"mode": "fewest_changes", "leaving_officer_id": ids["officer"]}, {}),
                ("POST", "/api/registry/posts", {"name": "x", "team_id": ids["team"], "is_lead": False}, {}),
                ("POST", "/api/notify/channels", {"name": "x", "kind": "webhook", "language": "zh", "per_minute": 1, "team_id": ids["team"]}, {}),
                ("POST", "/api/notify/group_watches", {"team_id": ids["team"], "quiet_from": 0, "quiet_to": 0, "digest_minutes": 5}, {}),
                ("POST", "/api/notify/group_watches", {"duty_person_id": ids["person"], "quiet_from": 0, "quiet_to": 0, "digest_minutes": 5}, {}),
                ("POST", "/api/notify/feeds", {"team_id": ids["team"]}, {}),
                ("POST", "/api/registry/officers", {"person_id": ids["person"], "capacity": 1, "state": "active"}, {}),
                ("POST", "/api/projects/nodes", {"project_id": ids["project"], "name": "x", "sequence": 1, "weight": 1}, {}),
                ("POST", "/api/access/accounts", {"login": "somebody", "person_id": ids["person"], "roles": ["officer"]}, {}),
                ("POST", "/api/access/accounts", {"login": "somebody", "person_id": own["person"], "roles": ["contact"], "enterprise_id": ids["enterprise"]}, {}),
                ("PATCH", f"{ENTERPRISES}/{own['enterprise']}", {"parent_id": ids["enterprise"]}, {"If-Match": version}),
                *desk_attempts(ids, own),
                ("POST", f"/api/intake/batches/{own['batch']}/fixes", {"accept": [ids["defect"]]}, {}),
                ("POST", f"/api/intake/batches/{own['batch']}/fixes", {"edit": [{"id": ids["defect"], "value": "x"}]}, {})]

    # One that waits for nobody's signature, so that others may be asked for theirs.
    fresh = as_role(server, "administrator", "POST", "/api/casework/cases", {"title": "x", "category": "land", "enterprise_id": own["enterprise"]}).json["id"]
    own = {**own, "fresh_case": fresh}
    assert as_role(server, "administrator", "POST", f"/api/casework/cases/{fresh}/take", {}).status == 200
    never = {entity: NOWHERE for entity in foreign}
    for (method, path, body, headers), (_, _, other, _) in zip(attempts(foreign), attempts(never)):
        same = {"X-Request-Id": "the-same-request", **headers}
        there = as_role(server, "administrator", method, path, body, same)
        nowhere = as_role(server, "administrator", method, path, other, same)
        assert there.status in (404, 409, 422), f"{path} {body}: {there.status} {there.body[:200]}"
        assert plain(there, *foreign.values()) == plain(nowhere, NOWHERE), f"{path} {body}: {there.body.decode()} / {nowhere.body.decode()}"


def desk_attempts(ids, own):
    """What of the service desk can refer to a record."""
    case = f"/api/casework/cases/{own['fresh_case']}"
    request = {"title": "x", "category": "land"}
    firm = {"enterprise_id": ids["enterprise"]}
    bodies = [("cases", {**request, **firm}), ("cases", {**request, "project_id": ids["project"]}),
              ("cases", {**request, "enterprise_id": own["enterprise"], "node_id": ids["node"]}),
              ("visits", {**firm, "visited_on": "2020-06-01", "purpose": "x"}),
              ("key_dates", {**firm, "kind": "permit", "name": "x", "due_on": "2031-06-01"}),
              ("invitations", {**firm, "purpose": "file_cases"}),
              ("invitations", {"enterprise_id": own["enterprise"], "purpose": "follow_case", "case_id": ids["service_case"]}),
              ("articles", {"case_id": ids["service_case"], "title": "x", "body": "x", "category": "land"}),
              ("template_steps", {"template_id": ids["checklist_template"], "code": "x", "name": "x", "sequence": 1}),
              (f"templates/{own['checklist_template']}/try", {"case_id": ids["service_case"]})]
    verbs = [("transfer", {"person_id": ids["person"], "reason": "x"}), ("assist", {"person_id": ids["person"], "task": "x"}),
             ("add_signers", {"person_ids": [ids["person"]], "mode": "all"}), ("merge", {"into_id": ids["service_case"], "reason": "x"})]
    return [("POST", f"/api/casework/{path}", body, {}) for path, body in bodies] + [("POST", f"{case}/{verb}", body, {}) for verb, body in verbs]


def plans_explain_nothing_of_the_other_zone(server, foreign, own):
    plan = f"/api/registry/duty_plans/{own['duty_plan']}"
    same = {"X-Request-Id": "the-same-request"}
    for query in ("/why?object_kind=enterprise&object_id={enterprise}", "/why?object_kind=project&object_id={project}",
                  "/why_not?object_kind=enterprise&object_id={enterprise}&officer_id={own_officer}",
                  "/why_not?object_kind=enterprise&object_id={own_enterprise}&officer_id={officer}"):
        mine = {"own_officer": own["officer"], "own_enterprise": own["enterprise"]}
        there = as_role(server, "leader", "GET", plan + query.format(**foreign, **mine), headers=same)
        nowhere = as_role(server, "leader", "GET", plan + query.format(**{k: NOWHERE for k in foreign}, **mine), headers=same)
        assert there.status in (404, 422) and plain(there, *foreign.values()) == plain(nowhere, NOWHERE), f"{query}: {there.body} {nowhere.body}"
    for path in (f"{ENTERPRISES}/{own['enterprise']}/dossier", f"{ENTERPRISES}/{own['enterprise']}/history", plan, plan + "/history",
                 f"/api/intake/batches/{own['batch']}/preview", f"/api/intake/batches/{own['batch']}/error_workbook"):
        answer = as_role(server, "administrator", "GET", path)
        assert answer.status == 200 and MARK not in text_of(answer), path


def exports_hold_one_zone(server, binary):
    for entity in as_role(server, "administrator", "GET", "/api/describe").json["entities"]:
        file = pathlib.Path(server.data, "out.json")
        run(binary, "export", str(file), "--entity", entity, *place(server.data))
        assert MARK not in file.read_text(encoding="utf-8"), entity


def totals_count_one_zone(server, before):
    after = totals(server)
    assert after == before, {path: (before[path], after[path]) for path in before if before[path] != after[path]}


def totals(server):
    """What the first zone counts; the second zone's furnishing must not change it."""
    counted = {path: as_role(server, "administrator", "GET", path + "?limit=1").json["total"] for path, _, _ in lists(server, "administrator")}
    counted["board"] = as_role(server, "leader", "GET", "/api/registry/board").json["objects"]
    counted["today"] = as_role(server, "leader", "GET", "/api/registry/today").json["objects"]
    counted["ledger"] = as_role(server, "leader", "GET", "/api/projects/ledger").json["by_class"]
    counted["desk"] = as_role(server, "leader", "GET", "/api/casework/board").json["alive"]["value"]
    counted["audit"] = as_role(server, "administrator", "POST", "/api/admin/audit/verify").json["count"]
    counted["check"] = as_role(server, "administrator", "GET", "/api/admin/check").json
    return counted


def live_updates_stay_in_their_zone(server):
    """A listener of the first zone hears its own zone's next change, and not the other's before it."""
    import http.client
    connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
    connection.request("GET", "/api/events", headers=credentials(server, "secretary"))
    stream = connection.getresponse()
    heard, ready, told = [], threading.Event(), threading.Event()

    def listen():
        while not told.is_set():
            line = stream.fp.readline().decode()
            heard.append(line)
            if line.startswith("event: ready"):
                ready.set()
            if '"entity":"setting"' in line:
                told.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    assert ready.wait(20)
    foreign = server.call("POST", "/api/registry/organisations", {"name": MARK, "kind": "department"}, token=TOKEN).json["id"]
    as_role(server, "administrator", "POST", "/api/registry/settings", {"key": "heard", "value": "x"})
    assert told.wait(20), heard
    connection.close()
    assert not any('"entity":"organisation"' in line or str(foreign) in line for line in heard), heard


def the_other_zone_sees_nothing_of_the_first(server, own):
    """The same walls from the other side."""
    for path, _, entity in lists(server, "administrator"):
        answer = server.call("GET", path + "?limit=500", token=TOKEN)
        numbers = [item["id"] for item in answer.json["items"]]
        assert all(number >= FAR for number in numbers), f"{path}: {numbers}"
        assert "示例" not in text_of(answer), path
    for path in (f"{ENTERPRISES}/{own['enterprise']}", f"{ENTERPRISES}/{own['enterprise']}/dossier", f"/api/jobs/jobs/{own['job']}"):
        assert server.call("GET", path, token=TOKEN).status == 404, path
    assert server.call("GET", "/api/registry/board", token=TOKEN).json["objects"]["total"] == 2


def a_contact_reads_one_firm(server, own):
    """The neighbour's name, people and numbers are nowhere in what a contact can ask."""
    firm = as_role(server, "secretary", "GET", f"{ENTERPRISES}/{own['enterprise']}")
    changed = as_role(server, "secretary", "PATCH", f"{ENTERPRISES}/{own['enterprise']}",
                      {"name": OTHER_FIRM + "有限公司", "contact_name": OTHER_FIRM + "人", "products": OTHER_FIRM + "产品"}, {"If-Match": firm.headers["etag"]})
    assert changed.status == 200, changed.body
    neighbour_at_the_desk(server, own)
    mine = as_role(server, "contact", "GET", ENTERPRISES).json
    assert mine["total"] == 1 and mine["items"][0]["id"] != own["enterprise"]
    number = mine["items"][0]["id"]
    asked = list(read_paths(server, "contact")) + [f"{path}?q={quote(OTHER_FIRM)}" for path, _, entity in lists(server, "contact") if is_searched(entity)]
    asked += [f"/api/casework/{part}?case_id={own['service_case']}" for part in ("pauses", "messages", "files")]
    asked += [f"/api/casework/cases?enterprise_id={own['enterprise']}&alive=true", f"{ENTERPRISES}/{number}", f"{ENTERPRISES}/{number}/dossier", f"{ENTERPRISES}/{number}/history",
              f"/api/registry/facts?enterprise_id={own['enterprise']}", f"{ENTERPRISES}?sort=-name&limit=500", f"{ENTERPRISES}?name={quote(OTHER_FIRM + '有限公司')}"]
    for path in asked:
        answer = as_role(server, "contact", "GET", path)
        assert answer.status == 200, f"{path}: {answer.status}"
        assert OTHER_FIRM not in text_of(answer), f"{path} speaks of the neighbour"
        if "?q=" in path or "case_id=" in path or f"={own['enterprise']}" in path or "?name=" in path:
            assert answer.json["total"] == 0, path
    a_link_reads_one_firm(server, number)


def neighbour_at_the_desk(server, own):
    """The neighbour's request tells its name in its own words, in a message and in a paper."""
    path = f"/api/casework/cases/{own['service_case']}"
    case = as_role(server, "secretary", "GET", path)
    changed = as_role(server, "secretary", "PATCH", path, {"title": OTHER_FIRM + "诉求", "description": OTHER_FIRM}, {"If-Match": case.headers["etag"]})
    assert changed.status == 200, changed.body
    for made in (as_role(server, "secretary", "POST", path + "/messages", {"body": OTHER_FIRM}),
                 as_role(server, "secretary", "POST", f"{path}/files?name={quote(OTHER_FIRM)}.txt", OTHER_FIRM.encode())):
        assert made.status == 201, made.body


def a_link_reads_one_firm(server, firm):
    made = as_role(server, "officer", "POST", "/api/casework/invitations", {"enterprise_id": firm, "purpose": "file_cases"})
    assert made.status == 201, made.body
    answer = server.call("GET", LINK, headers={"X-Invitation": made.json["token"]})
    assert answer.status == 200 and OTHER_FIRM not in text_of(answer) and MARK not in text_of(answer), answer.body[:300]


def main():
    binary = binary_from_command_line()
    with demo_server(binary) as server:
        plant_second_zone(server.data)
        own = furnish(lambda method, path, body, headers: as_role(server, "administrator", method, path, body, headers), "本区", server.data)
        before = totals(server)
        foreign = furnish(lambda method, path, body, headers: server.call(method, path, body, token=TOKEN, headers=headers), MARK, server.data)
        checks = [(nothing_of_the_other_zone, ()), (search_finds_nothing_of_the_other_zone, ()), (totals_count_one_zone, (before,)),
                  (filters_and_cursors_reach_nothing_of_the_other_zone, (foreign,)), (bodies_that_name_the_other_zone, (foreign, own)),
                  (plans_explain_nothing_of_the_other_zone, (foreign, own)), (exports_hold_one_zone, (binary,)), (live_updates_stay_in_their_zone, ()),
                  (the_other_zone_sees_nothing_of_the_first, (own,)), (a_contact_reads_one_firm, (own,))]
        check_all([(act.__name__, lambda act=act, more=more: act(server, *more)) for act, more in checks])


if __name__ == "__main__":
    main()

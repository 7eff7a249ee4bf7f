"""Persons are cared for: canaries planted through the program are masked, revealed for a reason only, and gone after an erasure.

They are looked for in every answer, in the log, in the metrics, in exports, in the database file and in a fresh backup."""
import json
import pathlib
import sys
from urllib.parse import quote

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import (POSTGRES, ROLES, Server, as_role, binary_from_command_line, check_all, demo_server, execute, persona_cookie, place,  # noqa: E402
                  run)

NAME, FIRM_NAME, CASE_NAME = "金丝雀壹", "金丝雀贰", "金丝雀叁"
PINYIN = ("jinsiqueyi", "jsqy")
PHONE, FIRM_PHONE, CASE_PHONE = "10000009911", "10000009922", "10000009933"
MAIL = "canary.one@example.test"
TEXT = "金丝雀说的话"
MASKED = (PHONE, FIRM_PHONE, CASE_PHONE, MAIL, FIRM_NAME, CASE_NAME, TEXT)
PEOPLE, FIRMS, CASES = "/api/registry/people", "/api/registry/enterprises", "/api/casework/cases"
QUESTIONS = {"/api/intake/template": "?target=enterprise", "/api/casework/search": f"?q={quote('金丝雀')}",
             "/api/casework/cases/similar": f"?title={quote('金丝雀')}"}
# What else a personal value is in, without being typed there: the dossier's history, and the cells of an upload.
DERIVED = {("fact", "value"), ("defect", "params"), ("defect", "value"), ("defect", "proposal"), ("defect", "entered")}


def made(server, role, path, body, **headers):
    answer = as_role(server, role, "POST", path, body, headers)
    assert answer.status in (200, 201), f"{path}: {answer.status} {answer.body.decode()}"
    return answer.json


def plant(server):
    """A person, a firm and a case, each with values of its own; the first is named all over the place."""
    ids = {"person": made(server, "secretary", PEOPLE, {"name": NAME, "mobile": PHONE, "email": MAIL, "note": NAME + "的备注"})["id"]}
    firm = {"name": "示例甲金丝工厂", "contact_name": FIRM_NAME, "contact_phone": FIRM_PHONE}
    personal = {f["name"] for f in described(server, "administrator")["enterprise"]["fields"] if f["data_class"] in ("personal", "sensitive")}
    firm |= {name: TEXT for name in personal - set(firm)}
    ids["enterprise"] = made(server, "secretary", FIRMS, firm)["id"]
    own_firm = {"name": "示例乙金丝工厂", "contact_name": NAME, "contact_phone": PHONE}
    ids["own_firm"] = made(server, "secretary", FIRMS, own_firm)["id"]
    case = {"category": "land", "enterprise_id": ids["enterprise"]}
    ids["case"] = made(server, "secretary", CASES, {**case, "title": "诉求一", "contact_name": CASE_NAME, "contact_phone": CASE_PHONE})["id"]
    ids["own_case"] = made(server, "secretary", CASES, {**case, "title": "诉求二", "contact_name": NAME, "contact_phone": PHONE,
                                                        "enterprise_id": ids["own_firm"]})["id"]
    ids["file"] = made(server, "secretary", f"{CASES}/{ids['own_case']}/files?name=paper.txt", f"{NAME} {PHONE}".encode())["id"]
    ids["feedback"] = made(server, "secretary", "/api/casework/feedbacks", {"body": TEXT})["id"]
    sheet = f"企业名称\t统一社会信用代码\t联系人\t联系电话\n示例丙工厂\tABC\t{NAME}\t{PHONE}\n".encode()
    ids["batch"] = made(server, "secretary", "/api/intake/batches?name=upload&target=enterprise", sheet, **{"Content-Type": "text/tab-separated-values"})["id"]
    return ids


def people_name_the_person_in_their_own_words(server, ids):
    """What is typed freely is not masked, but it is found by an erasure."""
    path = f"{CASES}/{ids['own_case']}"
    case = as_role(server, "secretary", "GET", path)
    words = {"title": f"诉求二 {NAME}", "description": f"请拨打 {PHONE} 或 {MAIL}"}
    assert as_role(server, "secretary", "PATCH", path, words, {"If-Match": case.headers["etag"]}).status == 200
    made(server, "secretary", path + "/messages", {"body": f"已联系 {NAME} {PHONE}"}, **{"Idempotency-Key": "canary-1"})
    made(server, "administrator", "/api/access/accounts", {"login": "canary." + PHONE, "person_id": ids["person"], "roles": ["officer"]})


def described(server, role):
    return as_role(server, role, "GET", "/api/describe").json["entities"]


def canaries_are_in_every_personal_field(server):
    """A personal field that nobody plants into would be looked at by no test."""
    planted = {("person", "mobile"), ("person", "email"), ("service_case", "contact_name"), ("service_case", "contact_phone"), ("feedback", "body")}
    planted |= {("enterprise", f["name"]) for f in described(server, "administrator")["enterprise"]["fields"] if f["data_class"] in ("personal", "sensitive")}
    there = {(name, f["name"]) for name, entity in described(server, "administrator").items() for f in entity["fields"]
             if f["data_class"] in ("personal", "sensitive")}
    assert there == planted | {d for d in DERIVED if d[0] in {name for name, _ in there}}, sorted(there ^ planted)


def paths_of(server, role, ids):
    """Every address the role may read, the planted records' own among them."""
    numbers = {"people": ids["person"], "enterprises": ids["enterprise"], "cases": ids["case"], "feedbacks": ids["feedback"], "batches": ids["batch"]}
    for path, methods in server.call("GET", "/openapi.json").json["paths"].items():
        operation = methods.get("get")
        if not operation or path in ("/api/events", "/api/casework/link") or role not in (operation.get("x-roles") or [role]):
            continue
        plural = path.split("/")[3] if path.count("/") > 2 else ""
        if "{id}" not in path:
            yield path + QUESTIONS.get(path, "")
        elif plural in numbers and path.startswith("/api") and "why" not in path:
            yield path.replace("{id}", str(numbers[plural]))


def answers_are_masked(server, ids):
    for role in ("officer", "leader", "auditor", "contact"):
        for path in paths_of(server, role, ids):
            said = as_role(server, role, "GET", path).body.decode("utf-8", "replace")
            found = [canary for canary in MASKED if canary in said]
            # Workbooks are packed, and the upload's own words are for those who may correct it.
            assert not found, f"{role} {path}: {found}"


def histories_are_masked_for_everybody(server, ids):
    for role in ("secretary", "administrator", "leader"):
        for path in (f"{PEOPLE}/{ids['person']}/history", f"{FIRMS}/{ids['enterprise']}/history", f"{CASES}/{ids['case']}/history"):
            said = as_role(server, role, "GET", path).body.decode()
            assert "****" in said and not [canary for canary in MASKED if canary in said], f"{role} {path}"
    said = as_role(server, "administrator", "GET", "/api/admin/audit").body.decode()
    assert not [canary for canary in MASKED if canary in said], [canary for canary in MASKED if canary in said]


def nobody_asks_through_the_mask(server):
    for path in (f"{PEOPLE}?mobile={PHONE}", f"{PEOPLE}?sort=-mobile", f"{FIRMS}?contact_name={quote(FIRM_NAME)}"):
        refused = as_role(server, "leader", "GET", path)
        assert refused.status == 400 and refused.json["problems"][0]["code"] == "list.masked", f"{path}: {refused.body}"
        assert as_role(server, "secretary", "GET", path).status == 200, path


def ask(server, role, ids, **body):
    return as_role(server, role, "POST", f"{PEOPLE}/{ids['person']}/reveal", {"field": "mobile", "reason": "contact_now", "note": "回电", **body})


def a_value_is_revealed_for_a_reason(server, binary, ids):
    before = as_role(server, "administrator", "GET", "/api/privacy/reveals").json["total"]
    for role in ("contact", "auditor", "secretary", "administrator"):
        assert ask(server, role, ids).status == 403, role
    for wrong, field in (({"note": "  "}, "note"), ({"reason": "curiosity"}, "reason"), ({"field": "name"}, "field"), ({"field": "nothing"}, "nothing")):
        refused = ask(server, "leader", ids, **wrong)
        assert refused.status == 422 and refused.json["problems"][0]["field"] == field, f"{wrong}: {refused.body}"
    assert as_role(server, "administrator", "GET", "/api/privacy/reveals").json["total"] == before
    shown = ask(server, "leader", ids)
    assert shown.status == 200 and shown.json["value"] == PHONE and shown.headers["cache-control"] == "no-store", shown.body
    kept = as_role(server, "administrator", "GET", "/api/privacy/reveals").json
    assert kept["total"] == before + 1 and kept["items"][0]["note"] == "回电" and kept["items"][0]["record_id"] == ids["person"], kept
    assert "reveal" in as_role(server, "leader", "GET", f"{PEOPLE}/{ids['person']}").json["abilities"]
    assert "reveal" not in as_role(server, "secretary", "GET", f"{PEOPLE}/{ids['person']}").json["abilities"]
    case = as_role(server, "leader", "POST", f"{CASES}/{ids['case']}/reveal", {"field": "contact_phone", "reason": "handle_case", "note": "核实"})
    assert case.status == 200 and case.json["value"] == CASE_PHONE, case.body
    token = run(binary, "token", *place(server.data), "--person", NAME, "--role", "officer").stdout.strip()
    about = server.call("GET", "/api/me/privacy", token=token).json
    assert about["name"] == NAME and about["reveals"][0]["note"] == "回电", about
    held = {(one["field"], value) for one in about["held"] for value in one["values"]}
    assert {("mobile", PHONE), ("email", MAIL), ("contact_phone", PHONE)} <= held, held
    assert all(one["purpose"] for one in about["held"]) and about["rules"]


def reveals_have_a_pace(server, ids):
    setting = made(server, "administrator", "/api/registry/settings", {"key": "privacy.reveals_per_hour", "value": "1"})
    slow = ask(server, "leader", ids)
    assert slow.status == 429, slow.body
    as_role(server, "administrator", "DELETE", f"/api/registry/settings/{setting['id']}", headers={"If-Match": '"v1"'})
    assert ask(server, "leader", ids).status == 200


def log_and_metrics_name_nobody(server):
    said = pathlib.Path(server.data, "serve.err").read_text(encoding="utf-8") + server.call("GET", "/metrics").body.decode()
    assert "route" in said, "the log has lines"
    for canary in (*MASKED, NAME, "金丝雀"):
        assert canary not in said, canary


def rules_are_applied(server):
    """Old complaints are due, one of a supervised case is not; a second run finds nothing."""
    rules = as_role(server, "administrator", "GET", "/api/privacy/retention_rules").json
    assert rules["total"] >= 7 and all(rule["citation"] for rule in rules["items"])
    wrong = as_role(server, "administrator", "POST", "/api/privacy/retention_rules",
                    {"code": "x", "name": "x", "entity": "officer", "after_field": "nothing", "term_days": 1, "act": "erase_personal", "citation": "x", "effective_from": "2020-01-01"})
    assert {p["code"] for p in wrong.json["problems"]} == {"retention.unknown_field", "retention.nothing_personal"}, wrong.body
    execute(server.data, f"""
        INSERT INTO feedback (zone_id, id, version, body, at, state) VALUES (1, 4000001, 1, '{TEXT}旧', 0, 'received');
        INSERT INTO feedback (zone_id, id, version, body, at, state) VALUES (1, 4000002, 1, '{TEXT}留', 0, 'received');""")
    held = made(server, "administrator", "/api/privacy/legal_holds", {"entity": "feedback", "record_id": 4000002, "reason": "复议"})
    due = {item["code"]: item for item in as_role(server, "administrator", "GET", "/api/privacy/retention").json["items"]}["feedback.voice"]
    assert due["count"] == 1 and due["spared"] == 1 and due["ids"] == [4000001], due
    done = made(server, "administrator", "/api/privacy/retention/apply", {})
    assert done["total"] == 1, done
    bodies = {item["id"]: item["body"] for item in as_role(server, "secretary", "GET", "/api/casework/feedbacks?limit=500").json["items"]}
    assert TEXT not in bodies[4000001] and bodies[4000002] == TEXT + "留", bodies
    assert made(server, "administrator", "/api/privacy/retention/apply", {})["total"] == 0
    trail = as_role(server, "administrator", "GET", "/api/admin/audit?action=retention_applied").json["items"]
    assert any(d["field"] == "feedback.voice" and d["after"] == 1 for row in trail for d in row["difference"]), trail
    assert as_role(server, "administrator", "POST", "/api/admin/audit/verify").json["ok"]
    as_role(server, "administrator", "DELETE", f"/api/privacy/legal_holds/{held['id']}", headers={"If-Match": '"v1"'})


def open_matters_come_first(server, binary, ids):
    server.stop()
    refused = run(binary, "subject", "delete", *place(server.data), "--person", str(ids["person"]), expect=1)
    assert "privacy.open_cases" in refused.stderr, refused.stderr
    again = Server(binary, server.data, ["--log-requests"])
    try:
        again.tokens = {role: persona_cookie(again, role) for role in ROLES if role != "auditor"}
        made(again, "secretary", f"{CASES}/{ids['own_case']}/withdraw", {"reason": "撤回"})
    finally:
        again.stop()


def everything_is_handed_out(server, binary, ids):
    file = pathlib.Path(server.data, "person.json")
    run(binary, "subject", "export", *place(server.data), "--person", str(ids["person"]), "--out", str(file))
    out = json.loads(file.read_text(encoding="utf-8"))
    assert {"person", "enterprise", "fact", "service_case", "case_message", "reveal"} <= set(out["records"]), sorted(out["records"])
    assert out["records"]["person"][0]["mobile"] == PHONE and out["account"]["login"] == "canary." + PHONE
    said = file.read_text(encoding="utf-8")
    assert FIRM_PHONE not in said and CASE_PHONE not in said, "values of others stay masked"
    by_phone = pathlib.Path(server.data, "phone.json")
    run(binary, "subject", "export", *place(server.data), "--phone", CASE_PHONE, "--out", str(by_phone))
    assert CASE_NAME in by_phone.read_text(encoding="utf-8")
    run(binary, "subject", "export", *place(server.data), "--phone", "10000000000", "--out", str(by_phone), expect=1)
    for path in (file, by_phone):
        path.unlink()


def words_of(data):
    """The bytes of everything the installation keeps; older copies are the operator's to throw away."""
    files = [path for path in pathlib.Path(data).rglob("*") if path.is_file() and "backups" not in path.parts]
    return {str(path.relative_to(data)): path.read_bytes() for path in files}


def traces(data, canaries):
    return [(name, canary) for name, held in words_of(data).items() for canary in canaries if canary.encode() in held]


def the_person_is_gone(server, binary, ids):
    gone = (NAME, PHONE, MAIL, *PINYIN)
    place_of = place(server.data)
    assert POSTGRES or {canary for _, canary in traces(server.data, gone)} == set(gone), "the canaries were there"
    tried = run(binary, "subject", "delete", *place_of, "--person", str(ids["person"]), "--dry-run").stdout
    assert "Nothing was erased" in tried and "case_message" in tried, tried
    assert POSTGRES or traces(server.data, (PHONE,)), "a trial erases nothing"
    said = run(binary, "subject", "delete", *place_of, "--person", str(ids["person"])).stdout
    assert "person" in said and PHONE not in said and NAME not in said, said
    assert not traces(server.data, gone), traces(server.data, gone)
    run(binary, "check", *place_of)
    if not POSTGRES:
        copy = pathlib.Path(server.data, "fresh.copy")
        run(binary, "backup", *place_of, str(copy))
        assert not traces(server.data, gone), traces(server.data, gone)
    # Others, whose values look alike, are untouched.
    run(binary, "export", *place_of, str(pathlib.Path(server.data, "all.json")), "--entity", "enterprise")
    left = pathlib.Path(server.data, "all.json").read_text(encoding="utf-8")
    assert FIRM_PHONE in left and FIRM_NAME in left and PHONE not in left


def no_export_holds_the_person(server, binary):
    again = Server(binary, server.data, ["--log-requests"])
    try:
        again.tokens = {role: persona_cookie(again, role) for role in ROLES if role != "auditor"}
        again.bearers = server.bearers
        entities = list(described(again, "administrator"))
        for role in ROLES:
            for path in paths_of(again, role, {"person": 1, "enterprise": 1, "case": 1, "feedback": 1, "batch": 1}):
                said = as_role(again, role, "GET", path).body.decode("utf-8", "replace")
                assert not [canary for canary in (NAME, PHONE, MAIL) if canary in said], f"{role} {path}"
        verdict = as_role(again, "administrator", "POST", "/api/admin/audit/verify").json
        assert verdict["ok"], verdict
        # A reworded row is vouched for: whoever changes it once more is found out.
        execute(server.data, "UPDATE audit SET difference = '[]' WHERE zone_id = 1 AND seq = (SELECT min(seq) FROM audit_erasure WHERE zone_id = 1)")
        verdict = as_role(again, "administrator", "POST", "/api/admin/audit/verify").json
        assert not verdict["ok"] and verdict["fault"] == "a row was changed", verdict
    finally:
        again.stop()
    for entity in entities:
        file = pathlib.Path(server.data, "out.json")
        run(binary, "export", str(file), "--entity", entity, *place(server.data))
        assert not [canary for canary in (NAME, PHONE, MAIL) if canary in file.read_text(encoding="utf-8")], entity


def main():
    binary = binary_from_command_line()
    with demo_server(binary, stage="2020-02-10", extra=["--log-requests"]) as server:
        ids = plant(server)
        checks = [(canaries_are_in_every_personal_field, (server,)), (answers_are_masked, (server, ids)), (histories_are_masked_for_everybody, (server, ids)),
                  (nobody_asks_through_the_mask, (server,)), (a_value_is_revealed_for_a_reason, (server, binary, ids)), (reveals_have_a_pace, (server, ids)),
                  (people_name_the_person_in_their_own_words, (server, ids)), (log_and_metrics_name_nobody, (server,)), (rules_are_applied, (server,)), (open_matters_come_first, (server, binary, ids)),
                  (everything_is_handed_out, (server, binary, ids)), (the_person_is_gone, (server, binary, ids)), (no_export_holds_the_person, (server, binary))]
        check_all([(act.__name__, lambda act=act, given=given: act(*given)) for act, given in checks])


if __name__ == "__main__":
    main()

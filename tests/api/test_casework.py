"""The service desk over HTTP: a request from any door to the firm's own confirmation, with every refusal in words."""
import io
import json
import pathlib
import sys
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import as_role, binary_from_command_line, check_all, demo_server, execute  # noqa: E402

CASES = "/api/casework/cases"
KEYS = iter(range(1, 1_000_000))


def expect(answer, status, note=""):
    if answer.status != status:
        raise AssertionError(f"{note} expected {status}, got {answer.status}: {answer.body[:400]!r}")
    return answer


def codes(answer):
    return {p["code"] for p in answer.json.get("problems", [])} | {answer.json["code"]}


def my_id(server, role):
    return as_role(server, role, "GET", "/api/session").json["person"]["id"]


def contact_firm(server):
    return as_role(server, "contact", "GET", "/api/registry/today").json["firm"]["id"]


def new_case(server, role="officer", **more):
    body = {"title": f"车间用电增容第{next(KEYS)}次申请", "enterprise_id": contact_firm(server), "category": "utilities", **more}
    if role == "contact":
        del body["enterprise_id"]
    return expect(as_role(server, role, "POST", CASES, body), 201, "register").json


def act(server, role, case, verb, body=None, status=200, headers=None):
    return expect(as_role(server, role, "POST", f"{CASES}/{case['id']}/{verb}", body or {}, headers), status, f"{role} {verb}")


def card(server, case, role="officer"):
    return expect(as_role(server, role, "GET", f"{CASES}/{case['id']}/card"), 200).json


def from_the_gate_to_the_firms_word(server):
    case = new_case(server)
    assert case["state"] == "registered" and case["owner_id"] == my_id(server, "officer") and case["light"] == "green"
    assert case["number"].startswith("SQ-20") and case["due_stage"] == "acceptance" and case["close_due_at"] > case["received_at"]
    assert {"accept", "take", "refuse", "dispatch"} <= set(case["abilities"]) and "confirm" not in case["abilities"]
    taken = act(server, "officer", case, "take").json
    assert taken["state"] == "handling" and taken["due_stage"] in ("reply", "closure")
    expect(as_role(server, "officer", "POST", f"{CASES}/{case['id']}/messages", {"body": "已联系供电公司。"}), 201)
    refused = act(server, "officer", case, "request_closure", {}, 422)
    assert "field.required" in codes(refused)
    done = act(server, "officer", case, "request_closure", {"result": "已增容。", "cause": "capacity"}).json
    assert done["state"] == "resolved" and done["light"] == "none" and done["due_at"] is None
    for role in ("officer", "secretary", "administrator", "leader"):
        refusal = as_role(server, role, "POST", f"{CASES}/{case['id']}/confirm", {})
        assert refusal.status == 403, (role, refusal.status)
    seen = card(server, case, "contact")
    assert seen["next"]["code"] == "firm_confirms" and seen["next"]["by"] > done["resolved_at"] and seen["holder"]["person"] and {"confirm", "reopen"} <= set(seen["case"]["abilities"])
    closed = act(server, "contact", case, "confirm").json
    assert closed["state"] == "closed" and closed["closing"] == "by_firm" and closed["rating"] is None, "silence is no rating"
    act(server, "contact", case, "rate", {"rating": "satisfied"})
    act(server, "officer", case, "call_back", {"reason": "企业表示可以。"})
    assert act(server, "secretary", case, "archive").json["state"] == "archived"
    verbs = [e["verb"] for e in card(server, case)["events"]]
    assert verbs == ["register", "take", "reply", "request_closure", "confirm", "rate", "call_back", "archive"], verbs


def reopened_in_one_tap(server):
    case = new_case(server, "contact")
    assert case["channel"] == "link" and case["enterprise_id"] == contact_firm(server)
    owner = my_id(server, "officer")
    holder = "officer" if case["owner_id"] == owner else None
    if holder is None:
        case = act(server, "secretary", case, "dispatch", {"person_id": owner}).json
        act(server, "officer", case, "sign_for")
    else:
        act(server, "officer", case, "take")
    act(server, "officer", case, "request_closure", {"result": "好了"})
    again = act(server, "contact", case, "reopen").json
    assert again["state"] == "handling" and again["reopenings"] == 1 and again["closed_at"] is None
    low = act(server, "officer", case, "request_closure", {"result": "又好了"}) and act(server, "contact", case, "confirm", {"rating": "very_dissatisfied", "note": "太慢"}).json
    assert low["rectify_due_at"] and low["is_supervised"]
    called = act(server, "officer", case, "call_back", {"reason": "已上门道歉并补办"}).json
    assert called["rectify_due_at"] is None and not called["is_supervised"]


def refusals_say_what_is_allowed(server):
    case = new_case(server)
    wrong = act(server, "officer", case, "resume", {}, 409)
    assert wrong.json["code"] == "casework.state" and "accept" in wrong.json["message"] and "take" in wrong.json["message"], wrong.json
    act(server, "secretary", case, "take", {}, 403)
    act(server, "officer", case, "refuse", {}, 422)
    act(server, "officer", case, "dispatch", {"person_id": my_id(server, "officer")}, 422)
    act(server, "officer", case, "dispatch", {"person_id": my_id(server, "contact")}, 422)
    act(server, "auditor", case, "take", {}, 403)
    act(server, "contact", case, "supervise", {"reason": "x"}, 403)
    title = "长" * 20_000
    answer = as_role(server, "officer", "POST", CASES, {"title": title, "category": "nonsense", "enterprise_id": contact_firm(server)})
    assert answer.status == 422 and {p["field"] for p in answer.json["problems"]} >= {"title", "category"}
    assert "casework.no_subject" in codes(as_role(server, "officer", "POST", CASES, {"title": "没有企业", "category": "land"}))


def pauses_stop_the_clock_and_the_firm_sees_why(server):
    case = new_case(server)
    act(server, "officer", case, "take")
    act(server, "officer", case, "pause", {"reason": "请补营业执照"}, 422)
    paused = act(server, "officer", case, "pause", {"kind": "awaiting_firm", "reason": "请补营业执照"}).json
    assert paused["state"] == "paused" and paused["due_at"] is None and paused["light_changes_at"] is None
    seen = card(server, case, "contact")
    assert seen["next"]["code"] == "firm_supplies" and seen["case"]["pause_reason"] == "请补营业执照"
    pdf = b"%PDF-1.4\n" + b"x" * 200
    expect(as_role(server, "contact", "POST", f"{CASES}/{case['id']}/files?name=%E6%89%A7%E7%85%A7.pdf", pdf), 201)
    assert card(server, case)["case"]["state"] == "handling", "what the firm brings ends the wait for it"


def files_are_what_they_say(server):
    case = new_case(server)
    at = f"{CASES}/{case['id']}/files?name="
    assert "file.type_mismatch" in codes(as_role(server, "officer", "POST", at + "a.pdf", b"MZ\x90\x00 a program"))
    assert "file.type_refused" in codes(as_role(server, "officer", "POST", at + "a.exe", b"MZ"))
    assert "file.name" in codes(as_role(server, "officer", "POST", at + "..%2F..%2Fetc%2Fpasswd.txt", b"x"))
    assert "file.empty" in codes(as_role(server, "officer", "POST", at + "a.txt", b""))
    html = expect(as_role(server, "officer", "POST", at + "note.txt", b"<script>alert(1)</script>"), 201).json
    got = expect(as_role(server, "officer", "GET", f"/api/casework/files/{html['id']}/content"), 200)
    assert got.headers["content-disposition"].startswith("attachment") and got.headers["content-type"].startswith("text/plain")
    assert got.headers["x-content-type-options"] == "nosniff" and got.body == b"<script>alert(1)</script>"
    assert "digest" not in html


def many_hands(server):
    case = new_case(server, grade="complex", category="eia")
    act(server, "officer", case, "take")
    steps = card(server, case)["steps"]
    assert steps and [s["state"] for s in steps].count("open") == 1, "the first step is open, the others wait"
    act(server, "officer", case, "request_closure", {"result": "x"}, 422)
    expect(as_role(server, "officer", "POST", f"{CASES}/{case['id']}/complete_step", {"step": steps[-1]["code"]}), 422)
    act(server, "officer", case, "skip_step", {"step": steps[0]["code"]}, 422)
    first = steps[0]["code"]
    act(server, "officer", case, "complete_step", {"step": first, "evidence": "报告表即可"})
    for step in card(server, case)["steps"][1:]:
        act(server, "officer", case, "skip_step", {"step": step["code"], "reason": "已有区域评估"})
    secretary, leader = my_id(server, "secretary"), my_id(server, "leader")
    act(server, "officer", case, "add_signers", {"person_ids": [secretary, leader], "mode": "all"})
    assert "casework.signatures_open" in codes(act(server, "officer", case, "request_closure", {"result": "x"}, 422))
    act(server, "secretary", case, "sign", {"agree": True})
    act(server, "leader", case, "sign", {"agree": False}, 422)
    act(server, "leader", case, "sign", {"agree": True})
    act(server, "officer", case, "sign", {"agree": True}, 403)
    act(server, "officer", case, "assist", {"person_id": secretary, "task": "查档"})
    assert "casework.assistance_open" in codes(act(server, "officer", case, "request_closure", {"result": "x"}, 422))
    act(server, "secretary", case, "report_assistance", {"outcome": "无遗留"})
    act(server, "officer", case, "send_back", {"reason": "重核第一步", "step": first})
    assert [s for s in card(server, case)["steps"] if s["code"] == first][0]["state"] == "open"


def dispatch_and_objection(server):
    case, secretary = new_case(server), my_id(server, "secretary")
    given = act(server, "officer", case, "dispatch", {"person_id": secretary}).json
    assert given["state"] == "dispatched" and given["owner_id"] == secretary and given["due_stage"] == "signing"
    back = act(server, "secretary", case, "object", {"reason": "不属本部门"}).json
    assert back["state"] == "accepted" and back["owner_id"] == my_id(server, "officer")
    act(server, "officer", case, "dispatch", {"person_id": secretary})
    signed = act(server, "secretary", case, "sign_for").json
    assert signed["state"] == "handling" and signed["signed_at"]


def news_is_read_once(server):
    case = new_case(server, "secretary")
    act(server, "secretary", case, "dispatch", {"person_id": my_id(server, "officer")})
    execute(server.data, f"INSERT INTO notice (zone_id, id, version, person_id, kind, text, at, leaves_at) VALUES (1, 9000001, 1, {my_id(server, 'officer')}, "
                         "'delivery_given_up', '示例通道', 1, 1)")
    news = lambda: expect(as_role(server, "officer", "GET", "/api/registry/today"), 200).json["cases"]["unread"]  # noqa: E731
    told = news()
    assert any(one["case_id"] == case["id"] and one["what"] == "dispatched" for one in told), told
    assert any(one["case_id"] is None and one["title"] == "示例通道" for one in told), "a notice of no case is shown as well"
    expect(as_role(server, "officer", "POST", "/api/casework/notices/read", {"ids": [told[0]["id"]]}), 200)
    assert [one["id"] for one in news()] == [one["id"] for one in told[1:]] or len(told) == 20, news()
    expect(as_role(server, "officer", "POST", "/api/casework/notices/read", {}), 200)
    assert news() == []


def undo_within_ten_seconds(server):
    case = new_case(server)
    act(server, "officer", case, "take")
    act(server, "secretary", case, "undo", {}, 422)
    undone = act(server, "officer", case, "undo").json
    assert undone["state"] == "registered" and undone["signed_at"] is None
    act(server, "officer", case, "undo", {}, 422)


def merge_and_split(server):
    one, two = new_case(server), new_case(server)
    merged = act(server, "officer", two, "merge", {"into_id": one["id"], "reason": "同一件事"}).json
    assert merged["state"] == "merged" and merged["merged_into_id"] == one["id"]
    act(server, "officer", one, "merge", {"into_id": two["id"], "reason": "x"}, 422)
    projects = as_role(server, "secretary", "GET", "/api/projects/projects?limit=200").json["items"]
    here, there = [project["id"] for project in projects if project["enterprise_id"] is None][:2]
    mine, theirs = (new_case(server, enterprise_id=None, project_id=project) for project in (here, there))
    refused = codes(act(server, "officer", mine, "merge", {"into_id": theirs["id"], "reason": "x"}, 422))
    assert refused == {"casework.merge_other_project"}, refused
    act(server, "officer", one, "split", {"titles": ["先装变压器", "再办增容"]})
    linked = card(server, one)["links"]
    assert [link["kind"] for link in linked].count("split") == 2 and len(linked) == 3, linked


def bulk_counts_first(server):
    ids = [new_case(server)["id"] for _ in range(3)]
    act(server, "officer", {"id": ids[0]}, "take")
    asked = {"verb": "take", "ids": ids}
    preview = expect(as_role(server, "officer", "POST", f"{CASES}/bulk", {**asked, "preview": True}), 200).json
    assert preview["possible"] == 2 and len(preview["refused"]) == 1 and preview["refused"][0]["message"]
    stale = as_role(server, "officer", "POST", f"{CASES}/bulk", {**asked, "expected": 3})
    assert stale.status == 409, stale.body
    done = expect(as_role(server, "officer", "POST", f"{CASES}/bulk", {**asked, "expected": 2}), 200).json
    assert done["done"] == 2


def sent_twice_is_done_once(server):
    headers = {"Idempotency-Key": "desk-1"}
    body = {"title": "重复提交的诉求", "enterprise_id": contact_firm(server), "category": "land"}
    first = expect(as_role(server, "officer", "POST", CASES, body, headers), 201)
    second = expect(as_role(server, "officer", "POST", CASES, body, headers), 201)
    assert first.json["id"] == second.json["id"] and first.headers["etag"] == second.headers["etag"]
    verb = {"Idempotency-Key": "desk-2"}
    act(server, "officer", first.json, "take", {}, 200, verb)
    act(server, "officer", first.json, "take", {}, 200, verb)
    act(server, "officer", first.json, "take", {}, 409)
    act(server, "officer", first.json, "pause", {"kind": "awaiting_meeting", "reason": "等会"}, 412, {"If-Match": '"v1"'})


def figures_are_lists(server):
    new_case(server)
    board = expect(as_role(server, "leader", "GET", "/api/casework/board"), 200).json
    figures = [board[n] for n in ("alive", "red", "yellow", "paused", "awaiting_firm", "supervised", "unrated_closed", "closed_without_firm")]
    figures += [{"value": s["cases"], "query": s["query"]} for s in board["states"]]
    figures += [{"value": c["alive"], "query": c["query"]} for c in board["categories"]]
    figures += [{"value": d["cases"], "query": d["query"]} for d in board["forecast"]]
    figures += [{"value": f["alive"], "query": f["query"]} for k in ("firms", "projects") for f in board["blockers"][k]]
    for figure in figures:
        total = expect(as_role(server, "leader", "GET", f"{CASES}?{figure['query']}&limit=1"), 200, figure["query"]).json["total"]
        assert total == figure["value"], (figure, total)
    past = board["as_of"]
    case = new_case(server)
    act(server, "officer", case, "take")
    then = expect(as_role(server, "leader", "GET", f"/api/casework/board?as_of={past}"), 200).json
    assert then["alive"]["value"] == board["alive"]["value"]
    for figure in [then["alive"], then["red"], then["yellow"], *({"value": s["cases"], "query": s["query"]} for s in then["states"])]:
        total = expect(as_role(server, "leader", "GET", f"{CASES}?{figure['query']}&limit=1"), 200, figure["query"]).json["total"]
        assert total == figure["value"], (figure, total)
    assert not any("person" in key or "owner" in key for key in json.dumps(board).split('"')), "never of persons"
    sheet = expect(as_role(server, "secretary", "GET", "/api/casework/ledger?alive=true"), 200)
    assert zipfile.ZipFile(io.BytesIO(sheet.body)).testzip() is None


def the_firms_link(server):
    firm = contact_firm(server)
    made = expect(as_role(server, "officer", "POST", "/api/casework/invitations", {"enterprise_id": firm, "purpose": "file_cases"}), 201).json
    token = {"X-Invitation": made["token"]}
    assert made["path"] == "/desk#" + made["token"]
    call = lambda method, path, body=None, headers=None: server.call(method, "/api/casework/link" + path, body, headers={**token, **(headers or {})})  # noqa: E731
    hello = expect(call("GET", ""), 200).json
    assert hello["firm"]["name"] and "****" in hello["contact"]["phone"], "the zone knows the contact and shows it masked"
    filed = expect(call("POST", "/cases", {"title": "<script>alert(1)</script> 断水", "description": "=cmd|' /C calc'!A0"}), 201).json
    expect(call("POST", "/cases", {"title": "x", "owner_id": 1, "enterprise_id": 2}), 422)
    seen = expect(call("GET", f"/cases/{filed['id']}/card"), 200).json
    assert seen["holder"]["person"] and seen["next"]["code"] == "accept" and "signers" not in seen
    owner = seen["case"]["owner_id"]
    role = next((r for r in ("officer", "secretary", "administrator") if my_id(server, r) == owner), None)
    if role is None:
        as_role(server, "secretary", "POST", f"{CASES}/{filed['id']}/dispatch", {"person_id": my_id(server, "officer")})
        as_role(server, "officer", "POST", f"{CASES}/{filed['id']}/sign_for", {})
        role = "officer"
    else:
        act(server, role, filed, "take")
    expect(as_role(server, role, "POST", f"{CASES}/{filed['id']}/messages", {"body": "内部意见", "is_internal": True}), 201)
    assert expect(call("GET", f"/cases/{filed['id']}/card"), 200).json["messages"] == [], "internal words stay inside"
    expect(call("POST", f"/cases/{filed['id']}/urge"), 200)
    expect(call("POST", f"/cases/{filed['id']}/urge"), 422)
    expect(call("POST", f"/cases/{filed['id']}/confirm"), 409)
    act(server, role, filed, "request_closure", {"result": "已恢复供水"})
    assert expect(call("POST", f"/cases/{filed['id']}/confirm", {}, {"Idempotency-Key": "c"}), 200).json["state"] == "closed"
    expect(call("POST", f"/cases/{filed['id']}/confirm", {}, {"Idempotency-Key": "c"}), 200)
    other = new_case(server, enterprise_id=firm + 1)
    expect(call("GET", f"/cases/{other['id']}/card"), 404, "another firm's case")
    expect(call("POST", f"/cases/{other['id']}/withdraw"), 404)
    one = expect(as_role(server, "officer", "POST", "/api/casework/invitations", {"enterprise_id": firm, "purpose": "follow_case", "case_id": filed["id"]}), 201).json
    follow = {"X-Invitation": one["token"]}
    expect(server.call("POST", "/api/casework/link/cases", {"title": "x"}, headers=follow), 403)
    mine = new_case(server)
    expect(server.call("GET", f"/api/casework/link/cases/{mine['id']}/card", headers=follow), 404, "a link that follows one case")
    expect(as_role(server, "officer", "POST", f"/api/casework/invitations/{made['id']}/revoke", {}), 200)
    assert expect(call("GET", ""), 401).json["code"] == "invitation.ended"
    assert expect(server.call("GET", "/api/casework/link", headers={"X-Invitation": "1.nonsense"}), 401).json["code"] == "invitation.unknown"
    expect(server.call("GET", "/api/casework/link"), 401)
    assert "****" not in card(server, filed, "contact")["case"]["contact_phone"], "the firm reads its own number"


def law_is_linted(server):
    bands = lambda *b: json.dumps([dict(zip(("from", "until", "light"), x)) for x in b])  # noqa: E731
    rule = {"code": "progress", "name": "序时亮灯", "measure": "behind_points", "citation": "某地公布", "effective_from": "2020-03-01"}
    published = bands((None, 0, "green"), (10, 30, "yellow"), (30, None, "red"))
    refused = as_role(server, "administrator", "POST", "/api/casework/light_rules", {**rule, "bands": json.loads(published)})
    assert refused.status == 422, refused.body
    gap = [p for p in refused.json["problems"] if p["code"] == "light_rule.gap"]
    assert gap and gap[0]["params"] == {"from": "0", "until": "10"}, refused.json
    whole = bands((None, 10, "green"), (10, 30, "yellow"), (30, None, "red"))
    expect(as_role(server, "administrator", "POST", "/api/casework/light_rules", {**rule, "bands": json.loads(whole)}), 201)
    case = new_case(server)
    standard = expect(as_role(server, "administrator", "GET", f"/api/casework/standards/{case['standard_id']}"), 200)
    kept = as_role(server, "administrator", "PATCH", f"/api/casework/standards/{case['standard_id']}", {"promised_minutes": 420}, {"If-Match": standard.headers["etag"]})
    assert kept.status == 422 and "casework.version_in_use" in codes(kept), kept.body


def checklists_are_drafts_first(server):
    made = expect(as_role(server, "administrator", "POST", "/api/casework/templates", {"code": "noise", "name": "噪声扰民", "category": "other", "edition": 1}), 201).json
    at = f"/api/casework/templates/{made['id']}"
    assert {"publish", "copy", "update"} <= set(made["abilities"])
    step = lambda code, depends: expect(as_role(server, "administrator", "POST", "/api/casework/template_steps", {"template_id": made["id"], "code": code, "name": code, "depends_on": depends, "promised_days": 2, "sequence": 1}), 201).json  # noqa: E731
    step("a", "c"), step("b", "a"), step("c", "b")
    expect(as_role(server, "administrator", "POST", at + "/publish", {}), 422)
    assert [p["code"] for p in expect(as_role(server, "administrator", "GET", at + "/check"), 200).json["problems"]] == ["checklist.circle"]
    first = as_role(server, "administrator", "GET", f"/api/casework/template_steps?template_id={made['id']}").json["items"][0]
    expect(as_role(server, "administrator", "PATCH", f"/api/casework/template_steps/{first['id']}", {"depends_on": ""}, {"If-Match": f'"v{first["version"]}"'}), 200)
    checked = expect(as_role(server, "administrator", "GET", at + "/check"), 200).json
    assert checked["problems"] == [] and checked["order"] == [["a"], ["b"], ["c"]] and checked["working_days"] == 6
    planned = expect(as_role(server, "administrator", "POST", at + "/try", {"case_id": new_case(server)["id"]}), 200).json["steps"]
    assert [p["code"] for p in planned] == ["a", "b", "c"] and planned[0]["due"] <= planned[1]["entered"] + 1
    offered = lambda: [one["abilities"] for one in as_role(server, "administrator", "GET", f"/api/casework/template_steps?template_id={made['id']}").json["items"]]  # noqa: E731
    assert all({"update", "delete"} <= set(abilities) for abilities in offered()), "a draft may be changed"
    assert expect(as_role(server, "administrator", "POST", at + "/publish", {}), 200).json["state"] == "published"
    assert offered() == [[]] * 3, "what is published rests, and is not offered for change"
    expect(as_role(server, "administrator", "PATCH", f"/api/casework/template_steps/{first['id']}", {"name": "x"}, {"If-Match": '"v2"'}), 422)
    copy = expect(as_role(server, "administrator", "POST", at + "/copy", {}), 200).json
    assert copy["edition"] == 2 and copy["state"] == "draft"


def learning_without_names(server):
    case = new_case(server)
    act(server, "officer", case, "take")
    firm = as_role(server, "officer", "GET", f"/api/registry/enterprises/{case['enterprise_id']}").json["name"]
    draft = {"case_id": case["id"], "title": "增容怎么办", "body": f"{firm}的变压器不够用。", "category": "utilities"}
    assert {"article.case_open", "article.names_somebody"} <= codes(as_role(server, "officer", "POST", "/api/casework/articles", draft))
    act(server, "officer", case, "request_closure", {"result": "好"})
    act(server, "contact", case, "confirm")
    made = expect(as_role(server, "secretary", "POST", "/api/casework/articles", {**draft, "body": "先查变压器余量。"}), 201).json
    at = f"/api/casework/articles/{made['id']}"
    expect(as_role(server, "secretary", "POST", at + "/propose", {}), 200)
    expect(as_role(server, "secretary", "POST", at + "/publish", {}), 422, "a second person publishes")
    assert expect(as_role(server, "administrator", "POST", at + "/publish", {}), 200).json["state"] == "published"


def voices_and_search(server):
    expect(as_role(server, "contact", "POST", "/api/casework/feedbacks", {"body": "字太小", "page": "/cases"}), 201)
    assert as_role(server, "officer", "GET", "/api/casework/feedbacks").json["total"] == 0
    assert as_role(server, "secretary", "GET", "/api/casework/feedbacks").json["total"] == 1
    case = new_case(server, title="蒸汽管网压力不足")
    for wanted in ("蒸汽管网", "zhengqiguanwang", "zqgw", case["number"].lower()):
        found = expect(as_role(server, "officer", "GET", f"/api/casework/search?q={__import__('urllib.parse').parse.quote(wanted)}"), 200).json
        assert case["id"] in [c["id"] for c in found["cases"]], (wanted, found)
    today = expect(as_role(server, "officer", "GET", "/api/registry/today"), 200).json["cases"]
    assert today["waiting"]["total"] >= 1 and "due" in today
    assert "board" in as_role(server, "leader", "GET", "/api/registry/today").json["cases"]
    assert "mine" in as_role(server, "contact", "GET", "/api/registry/today").json["cases"]
    similar = expect(as_role(server, "officer", "GET", f"/api/casework/cases/similar?enterprise_id={case['enterprise_id']}&title=" + __import__("urllib.parse").parse.quote("蒸汽管网压力不够")), 200).json["items"]
    assert similar and similar[0]["id"] == case["id"] and similar[0]["score"] > 60


def a_contact_is_dismissed_for_a_reason(server):
    until = time.monotonic() + 60
    suggestions = []
    while not suggestions and time.monotonic() < until:
        suggestions = expect(as_role(server, "administrator", "GET", "/api/casework/suggestions?state=open&limit=200"), 200).json["items"]
        time.sleep(0.2)
    assert {"permit_expiring", "loan_due"} <= {one["kind"] for one in suggestions}, "the demonstration has reasons to call"
    by_firm = [one["enterprise_id"] for one in suggestions]
    assert max(by_firm.count(firm) for firm in by_firm) <= 2, "the visit budget of a firm"
    one = suggestions[0]
    at = f"/api/casework/suggestions/{one['id']}/dismiss"
    assert one["officer_person_id"] and one["due_on"] and "dismiss" in one["abilities"], one
    refused = expect(as_role(server, "administrator", "POST", at, {}), 422)
    assert [(p["code"], p["field"]) for p in refused.json["problems"]] == [("field.required", "reason")], refused.body
    done = expect(as_role(server, "administrator", "POST", at, {"reason": "上周刚通过电话"}), 200).json
    assert done["state"] == "dismissed" and done["reason"] and "dismiss" not in done["abilities"], done
    again = expect(as_role(server, "administrator", "POST", at, {"reason": "再一次"}), 422)
    assert codes(again) == {"casework.not_offered"}, again.body
    assert again.json["problems"][0]["params"]["allowed"] == (", ".join(done["abilities"]) or "–"), again.body


def a_factor_shows_nodes_beside_cases(server):
    matrix = expect(as_role(server, "leader", "GET", "/api/casework/matrix"), 200).json
    factors = [(project["id"], name, cell) for project in matrix["projects"] for name, cell in project["cells"].items()]
    told = {(p, name): cell for p, name, cell in factors}
    nodes = expect(as_role(server, "leader", "GET", "/api/projects/nodes?limit=500&factor=land"), 200).json["items"]
    assert nodes, "nodes of the demonstration say what they are about"
    for node in nodes:
        assert told[node["project_id"], "land"]["nodes_done" if node["state"] == "done" else "nodes_open"] >= 1, node
    for project, name, cell in factors:
        total = lambda more: as_role(server, "leader", "GET", f"{CASES}?project_id={project}&category={name}&limit=1{more}").json["total"]  # noqa: E731
        if cell["alive"]:
            assert cell["alive"] == total("&alive=true") and cell["state"] != "done", (project, name, cell)
            assert cell["state"] == "red" or total("&alive=true&light=red") == 0, (project, name, cell)


def main():
    binary = binary_from_command_line()
    checks = [from_the_gate_to_the_firms_word, reopened_in_one_tap, refusals_say_what_is_allowed, pauses_stop_the_clock_and_the_firm_sees_why,
              files_are_what_they_say, many_hands, dispatch_and_objection, news_is_read_once, undo_within_ten_seconds, merge_and_split, bulk_counts_first,
              sent_twice_is_done_once, figures_are_lists, the_firms_link, law_is_linted, checklists_are_drafts_first,
              learning_without_names, voices_and_search, a_contact_is_dismissed_for_a_reason, a_factor_shows_nodes_beside_cases]
    with demo_server(binary) as server:
        names = [(check.__name__, lambda check=check: check(server)) for check in checks]

        def sound():
            report = as_role(server, "administrator", "GET", "/api/admin/check").json
            assert report["problems"] == [], report["problems"][:3]

        check_all([*names, ("invariants hold afterwards", sound)])


if __name__ == "__main__":
    main()

"""The life of nodes over HTTP: reported by one, confirmed by another, re-planned with a reason; the ledger of delay always adds up."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import as_role, binary_from_command_line, check_all, demo_server  # noqa: E402

NODES = "/api/projects/nodes"
EVENTS = "/api/projects/node_events"


def expect(answer, status, note=""):
    if answer.status != status:
        raise AssertionError(f"{note} expected {status}, got {answer.status}: {answer.body[:300]!r}")
    return answer


def get(server, path, role="leader"):
    return expect(as_role(server, role, "GET", path), 200, path).json


def codes(answer):
    return {p["code"] for p in answer.json.get("problems", [])} | {answer.json["code"]}


def act(server, role, node, verb, body=None, status=200, headers=None):
    return expect(as_role(server, role, "POST", f"{NODES}/{node}/{verb}", body or {}, headers), status, f"{role} {verb}")


def reason(server, kind):
    return get(server, f"/api/projects/variance_reasons?kind={kind}&sort=sequence")["items"][0]["id"]


def days(lines):
    return sum(line["days"] for line in lines)


def adds_up(server, project):
    ledger = get(server, f"/api/projects/projects/{project}/variance")["ledger"]
    assert days(ledger["lost"]) - days(ledger["recovered"]) == ledger["variance"], ledger
    assert sum(e["days"] for e in ledger["entries"]) + ledger["unexplained"] == ledger["variance"], ledger
    return ledger


def fresh_node(server, **members):
    """A node of its own project, so that nothing else is disturbed."""
    name = f"示例节点项目{members.get('name', '')}"
    project = expect(as_role(server, "secretary", "POST", "/api/projects/projects", {"name": name, "class": "urban", "state": "building"}), 201).json["id"]
    body = {"project_id": project, "name": "封顶", "sequence": 1, "weight": 10, "planned_on": "2020-06-01", "is_key": True} | members
    return project, expect(as_role(server, "secretary", "POST", NODES, body), 201).json["id"]


def the_ledgers_of_all_projects_add_up(server):
    projects = get(server, "/api/projects/projects?limit=100")["items"]
    for project in projects:
        ledger = adds_up(server, project["id"])
        assert ledger["variance"] < 0 and ledger["unexplained"] == 0, (project["name"], ledger)
        assert any(line["reason"]["zh"] == "疫情停工" for line in ledger["lost"]), ledger
    assert get(server, f"{EVENTS}?kind=replanned")["total"] > 500


def one_reports_and_another_confirms(server):
    project, node = fresh_node(server, name="甲")
    at = f"/api/projects/projects/{project}/progress?as_of=2020-06-14"
    act(server, "leader", node, "report", {"done_on": "2020-06-01", "evidence": "x"}, 403)
    act(server, "officer", node, "start", status=403)
    assert codes(act(server, "secretary", node, "confirm", status=409)) == {"node.state"}
    everything = act(server, "secretary", node, "report", {"done_on": "2020-07-01"}, 422)
    assert {"field.required", "node.done_in_the_future", "node.cause_needed"} <= codes(everything), everything.json
    act(server, "secretary", node, "report", {"done_on": "2020-02-30", "evidence": "x", "reason_id": 9876543}, 422)
    act(server, "secretary", node, "report", {"done_on": "2020-06-01", "evidence": "照片"}, 412, {"If-Match": '"v9"'})
    reported = act(server, "secretary", node, "report", {"done_on": "2020-06-01", "evidence": "照片"}, headers={"If-Match": '"v1"'}).json
    assert reported["state"] == "awaiting_check" and reported["actual_on"] == "2020-06-01"
    assert get(server, at)["measures"]["nodes"]["actual"] == 0, "what nobody confirmed is not done"
    assert codes(act(server, "secretary", node, "confirm", status=403)) == {"node.forbidden"}
    act(server, "leader", node, "refuse", status=422)
    assert act(server, "leader", node, "refuse", {"reason": "缺签字"}).json["state"] == "running"
    act(server, "secretary", node, "report", {"done_on": "2020-06-01", "evidence": "照片与签字"})
    shown = get(server, f"/api/projects/projects/{project}/variance", "secretary")["nodes"][0]
    assert shown["abilities"] == [], "whoever reported is not offered to confirm"
    assert get(server, f"/api/projects/projects/{project}/variance")["nodes"][0]["abilities"] == ["confirm", "refuse"]
    done = act(server, "leader", node, "confirm").json
    assert done["state"] == "done" and get(server, at)["measures"]["nodes"]["actual"] == 10_000
    kinds = [e["kind"] for e in get(server, f"{EVENTS}?node_id={node}&sort=id")["items"]]
    assert kinds == ["reported", "refused", "reported", "confirmed"], kinds


def dates_move_with_a_reason_and_both_are_kept(server):
    project, node = fresh_node(server, name="乙")
    later = expect(as_role(server, "secretary", "POST", NODES, {"project_id": project, "name": "验收", "sequence": 2, "weight": 5, "planned_on": "2020-09-01"}), 201).json["id"]
    refused = expect(as_role(server, "secretary", "PATCH", f"{NODES}/{node}", {"planned_on": "2020-07-01"}, {"If-Match": '"v1"'}), 422)
    assert codes(refused) == {"node.replan_needed"}, refused.json
    expect(as_role(server, "secretary", "PATCH", f"{NODES}/{node}", {"state": "done"}, {"If-Match": '"v1"'}), 422)
    cause, measure = reason(server, "cause"), reason(server, "measure")
    move = {"forecast_on": "2020-06-21", "reason": "材料未到"}
    assert codes(act(server, "secretary", node, "replan", move, 422)) == {"node.cause_needed"}
    moved = act(server, "secretary", node, "replan", move | {"reason_id": cause}).json
    assert (moved["planned_on"], moved["forecast_on"]) == ("2020-06-01", "2020-06-21"), moved
    assert get(server, f"{NODES}/{later}")["forecast_on"] == "2020-09-21", "later nodes move along"
    assert adds_up(server, project)["variance"] == 20
    act(server, "secretary", later, "replan", {"forecast_on": "2020-08-28", "reason": "增加班组", "reason_id": measure})
    ledger = adds_up(server, project)
    assert (ledger["variance"], days(ledger["lost"]), days(ledger["recovered"])) == (-4, 20, 24), ledger
    act(server, "secretary", node, "block", {"reason": "等图纸"})
    act(server, "secretary", node, "report", {"done_on": "2020-06-10", "evidence": "x"}, 409)
    act(server, "secretary", node, "unblock")
    assert get(server, f"{NODES}/{node}")["state"] == "running"
    expect(as_role(server, "contact", "GET", f"/api/projects/projects/{project}/variance"), 403)
    expect(as_role(server, "leader", "GET", "/api/projects/projects/9876543/variance"), 404)


def officers_report_their_own(server):
    person = get(server, "/api/session", "officer")["person"]["id"]
    officer = get(server, f"/api/registry/officers?person_id={person}")["items"][0]["id"]
    project, node = fresh_node(server, name="丙")
    body = {"objects": [{"kind": "project", "id": project}], "officer_id": officer, "reason": "试"}
    expect(as_role(server, "secretary", "POST", "/api/registry/duties/assign", body), 200)
    assert "report" in get(server, f"/api/projects/projects/{project}/variance", "officer")["nodes"][0]["abilities"]
    act(server, "officer", node, "report", {"done_on": "2020-06-01", "evidence": "现场"})
    act(server, "officer", node, "confirm", status=403)
    act(server, "secretary", node, "confirm")


def nothing_is_wrong_inside(server):
    checked = expect(as_role(server, "administrator", "GET", "/api/admin/check"), 200).json
    assert checked["problems"] == [], checked["problems"]


def main():
    with demo_server(binary_from_command_line()) as server:
        acts = [the_ledgers_of_all_projects_add_up, one_reports_and_another_confirms, dates_move_with_a_reason_and_both_are_kept,
                officers_report_their_own, nothing_is_wrong_inside]
        check_all([(one.__name__, lambda one=one: one(server)) for one in acts])


if __name__ == "__main__":
    main()

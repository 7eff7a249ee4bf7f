"""What people do, over HTTP with the real program: who, what, expected status, expected content, expected effects."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import POSTGRES, as_role, binary_from_command_line, check_all, demo_server, run, wait_for_job  # noqa: E402

ENTERPRISES = "/api/registry/enterprises"


def expect(answer, status, note=""):
    if answer.status != status:
        raise AssertionError(f"{note} expected {status}, got {answer.status}: {answer.body[:300]!r}")
    return answer


def problem_codes(answer):
    return {p["code"] for p in answer.json.get("problems", [])} | {answer.json["code"]}


def totals(server):
    expected = {"/api/registry/enterprises": 2036, "/api/registry/officers": 74, "/api/projects/projects": 54,
                "/api/projects/nodes": 540, "/api/registry/duties?state=active&kind=accountable": 2090,
                "/api/registry/teams?kind=help_team": 7, "/api/registry/teams?kind=party_branch": 5,
                "/api/registry/teams?kind=front_headquarters": 2, "/api/registry/teams?kind=task_force": 3,
                "/api/projects/projects?class=industrial": 18, "/api/projects/projects?class=urban": 17,
                "/api/projects/projects?class=livelihood": 19}
    for path, total in expected.items():
        found = expect(as_role(server, "leader", "GET", path), 200, path).json["total"]
        assert found == total, f"{path}: {found}, expected {total}"
    board = as_role(server, "leader", "GET", "/api/registry/board").json
    assert board["objects"] == {"total": 2090, "assigned": 2090, "unassigned": 0}, board["objects"]
    assert board["spread"]["max"] <= 41, board["spread"]
    ledger = as_role(server, "leader", "GET", "/api/projects/ledger").json
    assert sorted(c["projects"] for c in ledger["by_cluster"]) == [9, 11], ledger["by_cluster"]
    assert all(p["adds_up"] for p in ledger["programmes"]), ledger["programmes"]


def life_of_a_record(server):
    draft = {"name": "示例新材料有限公司", "size_class": "small", "employees": 12}
    made = expect(as_role(server, "secretary", "POST", ENTERPRISES, draft), 201)
    at = made.headers["location"]
    assert made.headers["etag"] == '"v1"' and made.json["employees"] == 12
    expect(as_role(server, "secretary", "PATCH", at, {"employees": 13}), 428)
    changed = expect(as_role(server, "secretary", "PATCH", at, {"employees": 13}, {"If-Match": '"v1"'}), 200)
    assert changed.json["version"] == 2 and changed.headers["etag"] == '"v2"'
    expect(as_role(server, "secretary", "PATCH", at, {"employees": 14}, {"If-Match": '"v1"'}), 412)
    history = expect(as_role(server, "leader", "GET", at + "/history"), 200).json["items"]
    assert [h["version"] for h in history] == [2, 1] and history[0]["difference"] == [{"field": "employees", "before": 12, "after": 13}]
    dossier = expect(as_role(server, "secretary", "GET", at + "/dossier"), 200).json
    assert dossier["facts"]["employees"]["as_of"] and dossier["facts"]["name"]["source"]
    expect(as_role(server, "officer", "DELETE", at), 403)
    expect(as_role(server, "administrator", "DELETE", at), 204)
    expect(as_role(server, "secretary", "GET", at), 404)


def every_problem_at_once(server):
    answer = expect(as_role(server, "secretary", "POST", ENTERPRISES,
                            {"name": "", "employees": -1, "uscc": "91350100M000100Y43X", "status": "lost", "nonsense": 1, "established_on": "2020-02-30"},
                            {"Accept-Language": "zh"}), 422)
    places = {p["field"] for p in answer.json["problems"]}
    assert {"name", "employees", "uscc", "status", "nonsense", "established_on"} <= places, places
    for p in answer.json["problems"]:
        assert p["code"] and answer.json["request"]
    expect(as_role(server, "secretary", "POST", ENTERPRISES, b"{broken"), 400)
    expect(as_role(server, "secretary", "GET", ENTERPRISES + "?nosuch=1"), 400)
    expect(as_role(server, "secretary", "GET", ENTERPRISES + "?sort=nosuch"), 400)
    expect(as_role(server, "secretary", "GET", ENTERPRISES + "?after=nonsense"), 400)


def sent_twice(server):
    headers = {"Idempotency-Key": "k-1"}
    first = expect(as_role(server, "secretary", "POST", ENTERPRISES, {"name": "示例重复提交有限公司"}, headers), 201)
    second = expect(as_role(server, "secretary", "POST", ENTERPRISES, {"name": "示例重复提交有限公司"}, headers), 201)
    assert first.json["id"] == second.json["id"]
    other = as_role(server, "secretary", "POST", ENTERPRISES, {"name": "另一家"}, headers)
    assert other.status in (409, 422), other.status
    as_role(server, "administrator", "DELETE", f"{ENTERPRISES}/{first.json['id']}")


def pages_and_search(server):
    seen, after = [], ""
    while True:
        page = expect(as_role(server, "leader", "GET", f"{ENTERPRISES}?limit=500&sort=-employees{after}"), 200).json
        seen += [item["id"] for item in page["items"]]
        if not page["next"]:
            break
        after = "&after=" + page["next"]
    assert len(seen) == len(set(seen)) == page["total"], (len(seen), page["total"])
    one = as_role(server, "leader", "GET", ENTERPRISES + "?limit=1").json["items"][0]
    by_key = as_role(server, "leader", "GET", f"{ENTERPRISES}?uscc={one['uscc']}").json
    assert [i["id"] for i in by_key["items"]] == [one["id"]]
    from urllib.parse import quote
    assert as_role(server, "leader", "GET", f"{ENTERPRISES}?q={quote(one['name'])}").json["total"] >= 1
    assert as_role(server, "leader", "GET", f"{ENTERPRISES}?q=shili&limit=1").json["total"] > 100, "pinyin finds 示例"
    assert as_role(server, "leader", "GET", f"{ENTERPRISES}?q=sl&limit=1").json["total"] > 100, "initials find 示例"


def a_contact_sees_one_firm(server):
    mine = as_role(server, "contact", "GET", ENTERPRISES).json
    assert mine["total"] == 1, mine["total"]
    other = next(i["id"] for i in as_role(server, "leader", "GET", ENTERPRISES + "?limit=5").json["items"] if i["id"] != mine["items"][0]["id"])
    for path in (f"{ENTERPRISES}/{other}", f"{ENTERPRISES}/{other}/dossier", f"{ENTERPRISES}/{other}/history"):
        expect(as_role(server, "contact", "GET", path), 404)
    assert as_role(server, "contact", "GET", f"/api/registry/facts?enterprise_id={other}").json["total"] == 0


def a_dossier_shows_what_each_value_was_before(server):
    firm = as_role(server, "leader", "GET", f"{ENTERPRISES}?limit=1&sort=id").json["items"][0]
    dossier = as_role(server, "leader", "GET", f"{ENTERPRISES}/{firm['id']}/dossier").json
    told = [line for moment in reversed(dossier["timeline"]) if moment["action"] == "recorded" for line in moment["difference"]]
    for field in ("employees", "contact_phone"):
        steps = [line for line in told if line["field"] == field]
        assert len(steps) > 1 and steps[0]["before"] is None, (field, steps)
        assert [one["before"] for one in steps[1:]] == [one["after"] for one in steps[:-1]], (field, steps)
    assert all("****" in line[side] for line in told if line["field"] == "contact_phone" for side in ("before", "after") if line[side]), "history is masked"


def the_contacts_day_is_their_own_firm(server):
    assert as_role(server, "contact", "GET", "/api/session").json["zone"]["stage"] == "2020-06-14"
    mine = as_role(server, "contact", "GET", ENTERPRISES).json["items"][0]
    today = expect(as_role(server, "contact", "GET", "/api/registry/today"), 200).json
    assert set(today) == {"persona", "cases", "firm"}, today.keys()
    firm = today["firm"]
    assert (firm["id"], firm["name"]) == (mine["id"], mine["name"])
    dossier = as_role(server, "contact", "GET", f"{ENTERPRISES}/{mine['id']}/dossier").json
    assert firm["accountable"] == dossier["accountable"] and firm["accountable"]["station"], firm["accountable"]
    assert firm["changed"] == dossier["timeline"][:8], "what changed is what the dossier says"
    own = as_role(server, "leader", "GET", f"/api/projects/projects?enterprise_id={mine['id']}").json["items"]
    assert {p["id"] for p in firm["projects"]} == {p["id"] for p in own} and own, firm["projects"]
    for project in firm["projects"]:
        nodes = as_role(server, "leader", "GET", f"/api/projects/nodes?project_id={project['id']}&sort=sequence&limit=100").json["items"]
        waiting = [n["name"] for n in nodes if n["state"] != "done"]
        assert (project["next_node"] or {}).get("name") == (waiting[0] if waiting else None), project
        assert project["state"]["label"]["zh"] and project["state"]["label"]["en"], project


def an_officers_day_names_the_residency(server):
    duties = as_role(server, "leader", "GET", "/api/registry/duties?state=active&is_residency=true&limit=500").json["items"]
    person = as_role(server, "officer", "GET", "/api/session").json["person"]["id"]
    officer = as_role(server, "leader", "GET", f"/api/registry/officers?person_id={person}").json["items"][0]["id"]
    held = [d for d in duties if d["officer_id"] == officer]
    mine = as_role(server, "officer", "GET", "/api/registry/today").json["mine"]
    expected = {"kind": held[0]["object_kind"], "id": held[0]["object_id"], "name": held[0]["titles"]["object_id"]} if held else None
    assert mine["residency"] == expected and mine["officer_id"] == officer, (mine, expected)


def groups_count_their_projects(server):
    roots = as_role(server, "leader", "GET", "/api/registry/groups").json["items"]
    def check(node):
        below = sum(check(child) for child in node["children"])
        own = as_role(server, "leader", "GET", f"/api/projects/projects?enterprise_id={node['id']}&limit=1").json["total"]
        assert node["projects"] == own + below, node
        return node["projects"]
    assert sum(check(root) for root in roots[:2]) > 0
    group = as_role(server, "leader", "GET", f"{ENTERPRISES}/{roots[0]['id']}/dossier").json["group"]
    assert group["projects"] == roots[0]["projects"], group


def saved_views_are_counted(server):
    views = "/api/registry/saved_views"
    def save(role, query, shared):
        body = {"name": query, "entity": "enterprise", "query": query, "is_shared": shared}
        return expect(as_role(server, role, "POST", views, body), 201).json["id"]
    large, broken = save("secretary", "size_class=industry_above&q=shili", True), save("secretary", "gone_field=1", True)
    own = save("secretary", "status=suspended", False)
    total = as_role(server, "leader", "GET", ENTERPRISES + "?size_class=industry_above&q=shili&limit=1").json["total"]
    counts = {c["id"]: c["total"] for c in expect(as_role(server, "leader", "GET", views + "/counts"), 200).json["items"]}
    assert counts[large] == total > 0 and counts[broken] is None and own not in counts, counts
    expect(as_role(server, "contact", "GET", views + "/counts"), 403)
    for view in (large, broken, own):
        expect(as_role(server, "secretary", "DELETE", f"{views}/{view}"), 204)


def bulk_assignment_is_tried_out_first(server):
    assign = "/api/registry/duties/assign"
    duties = "/api/registry/duties?state=active&kind=accountable&limit=500"
    officers = as_role(server, "secretary", "GET", "/api/registry/board").json["officers"]
    spare = max((o for o in officers if o["state"] == "active"), key=lambda o: o["capacity"] - o["load"])
    matching = "needs_residency=false&status=registered"
    total = as_role(server, "secretary", "GET", f"{ENTERPRISES}?{matching}&limit=1").json["total"]
    crowd = expect(as_role(server, "secretary", "POST", assign, {"matching": matching, "officer_id": spare["id"], "preview": True},
                           {"Accept-Language": "en"}), 200).json
    assert crowd["objects"] == total == crowd["assigned"] + crowd["moved"] + crowd["kept"] > 500, crowd
    assert crowd["load"] == spare["load"] + total - crowd["kept"] and crowd["capacity"] == spare["capacity"], crowd
    assert crowd["problem_count"] == 1 and crowd["problems"][0]["code"] == "duty.capacity_exceeded", crowd
    assert str(crowd["load"]) in crowd["problems"][0]["message"], crowd["problems"]
    refused = as_role(server, "secretary", "POST", assign, {"matching": matching, "officer_id": spare["id"], "reason": "x"})
    assert "duty.capacity_exceeded" in problem_codes(refused), refused.body[:300]

    held = as_role(server, "secretary", "GET", duties + f"&officer_id={spare['id']}").json["total"]
    assert held == spare["load"], "a dry run and a refusal store nothing"
    page = as_role(server, "secretary", "GET", f"{ENTERPRISES}?{matching}&limit=500").json["items"]
    holders = {d["object_id"]: d for d in as_role(server, "secretary", "GET", duties + "&object_kind=enterprise&object_id=" +
                                                  ",".join(str(f["id"]) for f in page[:100])).json["items"]}
    one = next(f for f in page[:100] if holders[f["id"]]["officer_id"] != spare["id"])
    named = f"uscc={one['uscc']}"
    body = {"matching": named, "officer_id": spare["id"], "reason": "成批调整"}
    stale = as_role(server, "secretary", "POST", assign, {**body, "expected": 2})
    assert stale.status == 409 and "duty.outdated" in problem_codes(stale), stale.body
    before = as_role(server, "secretary", "POST", assign, {**body, "preview": True}).json
    done = expect(as_role(server, "secretary", "POST", assign, {**body, "expected": 1}), 200).json
    assert done == {name: before[name] for name in done} == {"assigned": 0, "moved": 1, "kept": 0}, (done, before)
    again = as_role(server, "secretary", "POST", assign, {**body, "preview": True}).json
    assert again["kept"] == 1 and again["load"] == before["load"], again

    expect(as_role(server, "secretary", "POST", assign, {"matching": "gone=1", "officer_id": spare["id"], "preview": True}), 422)
    expect(as_role(server, "secretary", "POST", assign, {"officer_id": spare["id"], "preview": True}), 422)
    expect(as_role(server, "officer", "POST", assign, {**body, "preview": True}), 403)
    as_role(server, "secretary", "POST", assign, {"objects": [{"kind": "enterprise", "id": one["id"]}],
                                                  "officer_id": holders[one["id"]]["officer_id"], "reason": "恢复"})


def personal_values_are_masked(server):
    firm = as_role(server, "leader", "GET", ENTERPRISES + "?limit=1").json["items"][0]
    plain = as_role(server, "secretary", "GET", f"{ENTERPRISES}/{firm['id']}").json
    assert "*" in firm["contact_phone"] and "*" not in plain["contact_phone"], (firm["contact_phone"], plain["contact_phone"])


def officers_change_their_own_firms_only(server):
    page = as_role(server, "officer", "GET", ENTERPRISES + "?limit=500").json["items"]
    own = next((i for i in page if "update" in i["abilities"]), None)
    other = next(i for i in page if "update" not in i["abilities"])
    if own:
        expect(as_role(server, "officer", "PATCH", f"{ENTERPRISES}/{own['id']}", {"note": "现场看过"}, {"If-Match": f'"v{own["version"]}"'}), 200)
    expect(as_role(server, "officer", "PATCH", f"{ENTERPRISES}/{other['id']}", {"note": "x"}, {"If-Match": f'"v{other["version"]}"'}), 403)


def an_officer_leaves(server):
    board = as_role(server, "secretary", "GET", "/api/registry/board").json
    leaving = max(board["officers"], key=lambda o: o["load"])
    asked = expect(as_role(server, "secretary", "POST", "/api/registry/duty_plans",
                           {"mode": "fewest_changes", "leaving_officer_id": leaving["id"]}), 202)
    job = wait_for_job(server, "secretary", asked.headers["location"])
    assert job["state"] == "done", job
    plan = as_role(server, "secretary", "GET", asked.json["plan"]).json
    assert plan["state"] == "proposed" and plan["verified"] and plan["total"] == plan["bound"] and plan["gap_ppm"] == 0, plan
    rows = "/api/registry/duty_plan_rows?plan_id=" + str(plan["id"])
    moved = as_role(server, "secretary", "GET", rows + "&change=moved&limit=500").json["items"]
    others = [r for r in moved if r["previous_officer_id"] != leaving["id"]]
    assert len(others) <= 0.01 * 2090, f"{len(others)} of others moved"
    assert len(moved) - len(others) == leaving["load"], (len(moved), leaving["load"])
    row = moved[0]
    query = f"?object_kind={row['object_kind']}&object_id={row['object_id']}"
    why = expect(as_role(server, "secretary", "GET", asked.json["plan"] + "/why" + query), 200).json
    assert why["officer"]["id"] == row["officer_id"] and sum(t["points"] for t in why["terms"]) == why["score"]
    not_leaving = expect(as_role(server, "secretary", "GET", f"{asked.json['plan']}/why_not{query}&officer_id={leaving['id']}"), 200).json
    assert not_leaving["verdict"] == "ineligible" and not_leaving["reasons"][0]["code"] == "absent", not_leaving
    expect(as_role(server, "leader", "POST", asked.json["plan"] + "/adopt", {"reason": "x"}), 403)
    expect(as_role(server, "secretary", "POST", asked.json["plan"] + "/adopt", {}), 422)
    adopted = expect(as_role(server, "secretary", "POST", asked.json["plan"] + "/adopt", {"reason": "离任交接"}), 200).json
    assert adopted["moved"] == len(moved), adopted
    expect(as_role(server, "secretary", "POST", asked.json["plan"] + "/adopt", {"reason": "again"}), 409)
    after = as_role(server, "secretary", "GET", "/api/registry/board").json
    assert after["objects"]["unassigned"] == 0
    assert next(o["load"] for o in after["officers"] if o["id"] == leaving["id"]) == 0


def a_plan_gets_outdated(server):
    asked = as_role(server, "secretary", "POST", "/api/registry/duty_plans", {"mode": "best"})
    wait_for_job(server, "secretary", asked.headers["location"])
    duty = as_role(server, "secretary", "GET", "/api/registry/duties?state=active&kind=accountable&object_kind=enterprise&is_residency=false&limit=1").json["items"][0]
    board = as_role(server, "secretary", "GET", "/api/registry/board").json
    target = min((o for o in board["officers"] if o["id"] != duty["officer_id"] and o["state"] == "active"), key=lambda o: o["load"])
    expect(as_role(server, "secretary", "POST", f"/api/registry/duties/{duty['id']}/hand_over", {"officer_id": target["id"], "note": "调整"}), 200)
    answer = expect(as_role(server, "secretary", "POST", asked.json["plan"] + "/adopt", {"reason": "x"}), 409)
    assert "duty_plan.outdated" in problem_codes(answer), answer.body[:300]
    expect(as_role(server, "secretary", "POST", asked.json["plan"] + "/discard"), 204)


def bulk_assignment_respects_capacity(server):
    firms = as_role(server, "secretary", "GET", ENTERPRISES + "?limit=500").json["items"]
    officer = as_role(server, "secretary", "GET", "/api/registry/officers?limit=1&state=active").json["items"][0]
    objects = [{"kind": "enterprise", "id": f["id"]} for f in firms]
    answer = as_role(server, "secretary", "POST", "/api/registry/duties/assign", {"objects": objects, "officer_id": officer["id"], "reason": "x"})
    assert answer.status in (409, 422) and "duty.capacity_exceeded" in problem_codes(answer), answer.body[:300]


def groups_end_without_orphans(server):
    headquarters = as_role(server, "secretary", "GET", "/api/registry/teams?kind=front_headquarters").json["items"]
    first, second = headquarters[0]["id"], headquarters[1]["id"]
    refused = as_role(server, "secretary", "POST", f"/api/registry/teams/{first}/dissolve", {"reason": "x"})
    assert "team.has_parts" in problem_codes(refused), refused.body
    done = expect(as_role(server, "secretary", "POST", f"/api/registry/teams/{first}/dissolve", {"successor_team_id": second, "reason": "合并"}), 200).json
    assert done["moved_teams"] >= 3, done
    assert as_role(server, "secretary", "GET", f"/api/registry/teams?parent_id={first}").json["total"] == 0


def administration(server):
    verdict = expect(as_role(server, "administrator", "POST", "/api/admin/audit/verify"), 200).json
    assert verdict["ok"], verdict
    assert expect(as_role(server, "administrator", "GET", "/api/admin/check"), 200).json["problems"] == []
    made = expect(as_role(server, "administrator", "POST", "/api/admin/backups"), 409 if POSTGRES else 201).json
    assert made["code"] == "backup.made_elsewhere" if POSTGRES else made["bytes"] > 100_000, made
    person = as_role(server, "administrator", "POST", "/api/registry/people", {"name": "示例新同事"}).json["id"]
    account = expect(as_role(server, "administrator", "POST", "/api/access/accounts", {"login": "new.colleague", "person_id": person, "roles": ["officer"]}), 201).json
    signed_in = server.call("POST", "/api/session", {"login": "new.colleague", "password": account["initial_password"]}, headers={"Sec-Fetch-Site": "same-origin"})
    assert signed_in.status < 300, signed_in.body
    expect(as_role(server, "administrator", "PATCH", f"/api/access/accounts/{account['id']}", {"disabled": True}), 204)
    again = server.call("POST", "/api/session", {"login": "new.colleague", "password": account["initial_password"]}, headers={"Sec-Fetch-Site": "same-origin"})
    assert again.status == 401, again.status


def the_ledger_comes_in(binary):
    with demo_server(binary, stage="2020-02-10") as server:
        assert as_role(server, "secretary", "GET", ENTERPRISES).json["total"] == 0
        workbook = pathlib.Path(server.data, "ledger.xlsx").read_bytes()
        batch = expect(as_role(server, "secretary", "POST", "/api/intake/batches?name=ledger.xlsx&target=enterprise", workbook,
                               {"Content-Type": "application/octet-stream"}), 201).json
        at = f"/api/intake/batches/{batch['id']}"
        preview = expect(as_role(server, "secretary", "GET", at + "/preview"), 200).json
        assert preview["summary"]["defects"] >= 300, preview["summary"]
        expect(as_role(server, "secretary", "POST", at + "/fixes", {"accept": "all"}), 200)
        done = expect(as_role(server, "secretary", "POST", at + "/import"), 200).json
        assert done["created"] > 1900, done
        expect(as_role(server, "secretary", "GET", at + "/error_workbook"), 200)
        total = as_role(server, "secretary", "GET", ENTERPRISES).json["total"]
        assert total == done["created"], (total, done)
        undone = expect(as_role(server, "secretary", "POST", at + "/undo"), 200).json
        assert undone["removed"] == done["created"], undone
        assert as_role(server, "secretary", "GET", ENTERPRISES).json["total"] == 0
        assert as_role(server, "administrator", "POST", "/api/admin/audit/verify").json["ok"]


def the_command_line(binary):
    assert run(binary, "nonsense", expect=2) and run(binary, expect=2)
    assert "match" in run(binary, "solve", "--help").stdout
    described = run(binary, "describe", "--typescript").stdout
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    assert described == (root / "ui/src/api/schema.d.ts").read_text(encoding="utf-8"), "ui/src/api/schema.d.ts is not what `describe --typescript` prints"
    import tempfile
    question = {"officers": [{"id": 1, "capacity": 2, "load_penalty": [0, 5]}, {"id": 2, "capacity": 2, "load_penalty": [0, 5]}],
                "objects": [{"id": i, "kind": "firm"} for i in (1, 2, 3)]}
    with tempfile.TemporaryDirectory() as path:
        pathlib.Path(path, "q.json").write_text(json.dumps(question))
        plan = run(binary, "solve", "match", path + "/q.json").stdout
        assert json.loads(plan)["value"] == json.loads(plan)["bound"]
        pathlib.Path(path, "p.json").write_text(plan)
        run(binary, "verify", "match", path + "/q.json", path + "/p.json")
        run(binary, "explain", "match", path + "/q.json", path + "/p.json", "--object", "firm:1")
        wrong = json.loads(plan)
        wrong["value"] += 1
        pathlib.Path(path, "w.json").write_text(json.dumps(wrong))
        run(binary, "verify", "match", path + "/q.json", path + "/w.json", expect=1)
        question["officers"][0]["capacity"] = "many"
        pathlib.Path(path, "b.json").write_text(json.dumps(question))
        assert "officers/0/capacity" in run(binary, "solve", "match", path + "/b.json", expect=1).stderr


def main():
    binary = binary_from_command_line()
    with demo_server(binary) as server:
        on_one_server = [totals, every_problem_at_once, sent_twice, life_of_a_record, pages_and_search, a_contact_sees_one_firm,
                         a_dossier_shows_what_each_value_was_before, the_contacts_day_is_their_own_firm, an_officers_day_names_the_residency, groups_count_their_projects,
                         saved_views_are_counted, bulk_assignment_is_tried_out_first,
                         personal_values_are_masked, officers_change_their_own_firms_only, an_officer_leaves, a_plan_gets_outdated,
                         bulk_assignment_respects_capacity, groups_end_without_orphans, administration]
        checks = [(act.__name__, lambda act=act: act(server)) for act in on_one_server]
        checks += [(act.__name__, lambda act=act: act(binary)) for act in (the_ledger_comes_in, the_command_line)]
        check_all(checks)


if __name__ == "__main__":
    main()

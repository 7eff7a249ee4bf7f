"""Furnishes a zone with one record of every kind through the API, and plants a second zone beside the demonstration.

No verb makes a second zone in one database (the set-up link works once), so its row, one person, their token and the
beginning of its numbering are written past the program; everything else in it is made by the program itself."""
import hashlib
import json
import time

from zone import execute

MARK = "别区"
FAR = 5_000_000  # the second zone counts from here, so that none of its ids was ever given out in the first
NOWHERE = 9_876_543  # an id of no zone, as long as the second zone's
TOKEN = "2." + "t" * 43
COUNTED = ("organisation enterprise fact person officer team post tenure programme project phase node duty duty_plan duty_plan_row "
           "calendar_day law_limit setting saved_view batch defect job account").split()


def plant_second_zone(data):
    digest = hashlib.blake2b(TOKEN.encode(), digest_size=32).hexdigest()
    end = int(time.time() + 86400) * 1_000_000
    counters = "".join(f"INSERT INTO id_counter (zone_id, entity, last_id) VALUES (2, '{entity}', {FAR + 10});" for entity in COUNTED)
    execute(data, f"""
        INSERT INTO zone (zone_id, code, name, created_at) VALUES (2, 'zone-2', '{MARK}园区', 0);
        INSERT INTO person (zone_id, id, version, name, search_key) VALUES (2, {FAR}, 1, '{MARK}管理员', '{MARK}');
        INSERT INTO token (zone_id, digest, person_id, roles, enterprise_id, created_at, expires_at)
          VALUES (2, '{digest}', {FAR}, 'officer secretary leader administrator', 0, 0, {end});
        {counters}""")


class Furnisher:
    """One record of every kind, each named after `mark`; `ask(method, path, body, headers)` speaks as somebody who may."""

    def __init__(self, ask, mark):
        self.ask, self.mark, self.ids = ask, mark, {}

    def make(self, entity, path, body, **headers):
        answer = self.ask("POST", path, body, headers)
        if answer.status not in (201, 202):
            raise AssertionError(f"{path} {body}: {answer.status} {answer.body.decode()}")
        self.ids[entity] = answer.json.get("id")
        return answer.json

    def first(self, entity, path):
        self.ids[entity] = self.ask("GET", path, None, {}).json["items"][0]["id"]

    def furnish(self):
        self._registry()
        self._projects()
        self._tables()
        self._plan()
        self._batch()
        return self.ids

    def _registry(self):
        mark, ids = self.mark, self.ids
        self.make("organisation", "/api/registry/organisations", {"name": mark + "局", "kind": "department"})
        self.make("enterprise", "/api/registry/enterprises", {"name": mark + "有限公司", "contact_name": mark + "联系人", "contact_phone": "10000000001"})
        self.first("fact", f"/api/registry/facts?enterprise_id={ids['enterprise']}")
        self.make("person", "/api/registry/people", {"name": mark + "人"})
        self.make("officer", "/api/registry/officers", {"person_id": ids["person"], "capacity": 40, "state": "active", "station": mark + "站"})
        # Dissolved, so that the verb finds nothing to do.
        self.make("team", "/api/registry/teams", {"name": mark + "组", "kind": "task_force", "starts_on": "2020-02-10", "state": "dissolved"})
        self.make("post", "/api/registry/posts", {"name": mark + "岗", "team_id": ids["team"], "is_lead": False})
        self.make("tenure", "/api/registry/tenures", {"person_id": ids["person"], "post_id": ids["post"], "kind": "full", "starts_on": "2020-02-10"})
        objects = [{"kind": "enterprise", "id": ids["enterprise"]}]
        assigned = self.ask("POST", "/api/registry/duties/assign", {"objects": objects, "officer_id": ids["officer"], "reason": mark}, {})
        assert assigned.status == 200, assigned.body.decode()
        self.first("duty", f"/api/registry/duties?object_kind=enterprise&object_id={ids['enterprise']}")

    def _projects(self):
        mark, ids = self.mark, self.ids
        self.make("programme", "/api/projects/programmes", {"name": mark + "计划", "kind": "programme"})
        self.make("project", "/api/projects/projects", {"name": mark + "项目", "class": "urban", "state": "planned"})
        self.make("phase", "/api/projects/phases", {"project_id": ids["project"], "name": mark + "期", "sequence": 1, "state": "planned"})
        self.make("node", "/api/projects/nodes", {"project_id": ids["project"], "name": mark + "节点", "sequence": 1, "state": "not_started", "weight": 1})

    def _tables(self):
        mark, ids = self.mark, self.ids
        self.make("calendar_day", "/api/registry/calendar_days", {"day": "2031-01-01", "is_working": False, "note": mark})
        self.make("law_limit", "/api/registry/law_limits", {"code": "test." + mark, "name": mark, "value": 1, "unit": "day", "citation": mark,
                                                            "effective_from": "2020-01-01"})
        self.make("setting", "/api/registry/settings", {"key": "test.key", "value": mark})
        self.make("saved_view", "/api/registry/saved_views", {"name": mark, "entity": "enterprise", "query": "", "is_shared": True})
        self.make("account", "/api/access/accounts", {"login": "person." + mark, "person_id": ids["person"], "roles": ["auditor"]})

    def _plan(self):
        asked = self.ask("POST", "/api/registry/duty_plans", {"mode": "best"}, {}).json
        self.ids |= {"duty_plan": asked["plan_id"], "job": asked["job_id"]}
        until = time.monotonic() + 120
        while self.ask("GET", asked["job"], None, {}).json["state"] in ("queued", "running"):
            assert time.monotonic() < until, "the plan's job does not end"
            time.sleep(0.05)
        # Set aside, so that neither adopt nor discard finds anything to do; its receipts stay.
        discarded = self.ask("POST", asked["plan"] + "/discard", {}, {})
        assert discarded.status == 204, discarded.body.decode()
        self.first("duty_plan_row", f"/api/registry/duty_plan_rows?plan_id={asked['plan_id']}&limit=1")

    def _batch(self):
        block = f"企业名称\t统一社会信用代码\t职工人数\n{self.mark}甲有限公司\tABC\t很多\n{self.mark}乙有限公司\t\t12\n".encode()
        batch = self.make("batch", f"/api/intake/batches?name={hashlib.md5(self.mark.encode()).hexdigest()}&target=enterprise", block,
                          **{"Content-Type": "text/tab-separated-values"})
        self.first("defect", f"/api/intake/defects?batch_id={batch['id']}")
        for verb in ("import", "undo"):
            done = self.ask("POST", f"/api/intake/batches/{batch['id']}/{verb}", {}, {})
            assert done.status == 200, done.body.decode()


def furnish(ask, mark):
    return Furnisher(ask, mark).furnish()


def plain(answer, *ids):
    """The whole answer without what is different each time: the moment it was given, and the id that was asked for."""
    head = {name: value for name, value in answer.headers.items() if name not in ("date", "retry-after", "set-cookie")}
    text = json.dumps([answer.status, head, answer.body.decode("utf-8", "replace")], sort_keys=True)
    for number in sorted(map(str, ids), key=len, reverse=True):
        text = text.replace(number, "ID")
    return text

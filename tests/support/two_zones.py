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
COUNTED = ("organisation enterprise fact person officer team post tenure programme project phase node progress_rule investment_month variance_reason node_event duty duty_plan duty_plan_row "
           "calendar_day law_limit setting saved_view batch defect job account service_case case_step case_event case_pause case_signer "
           "case_assistance supervision case_message case_reading case_file case_link case_span service_standard light_rule "
           "checklist_template template_step invitation key_date visit suggestion article notice feedback channel group_watch delivery "
           "delivery_item feed reveal retention_rule legal_hold").split()
GRADES = ("simple", "complex", "stubborn")
FAR_DAY = "2031-01-01"  # furnished law begins then, so that it never is the law in force


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

    def __init__(self, ask, mark, data):
        self.ask, self.mark, self.data, self.ids = ask, mark, data, {}

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
        self._desk_law()
        self._case()
        self._around_cases()
        self._ways_out()
        self._privacy()
        self._past_the_program()
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
        self.make("node", "/api/projects/nodes", {"project_id": ids["project"], "name": mark + "节点", "sequence": 1, "weight": 1})
        self.act(f"/api/projects/nodes/{ids['node']}/start")
        self.first("node_event", f"/api/projects/node_events?node_id={ids['node']}")
        self.make("variance_reason", "/api/projects/variance_reasons", {"name": mark + "原因", "kind": "cause", "sequence": 99})
        self.make("investment_month", "/api/projects/investment_months", {"project_id": ids["project"], "month": "2020-07-01", "planned": 100})
        everything = [{"from": None, "until": None, "light": "green"}]
        self.make("progress_rule", "/api/projects/progress_rules", {"name": mark, "headline": "time", "bands": everything, "reason": mark,
                                                                    "citation": mark, "effective_from": FAR_DAY})

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

    def _desk_law(self):
        mark, ids = self.mark, self.ids
        self.make_desk_law_if_none()
        self.make("service_standard", "/api/casework/standards", standard("simple", mark, FAR_DAY))
        self.make("light_rule", "/api/casework/light_rules", light_rule(mark, FAR_DAY))
        checklist = {"name": mark + "清单", "category": "ip", "edition": 1}
        step = {"name": mark + "步骤", "promised_days": 2, "sequence": 1}
        in_force = self.make("checklist_template", "/api/casework/templates", {**checklist, "code": mark + "甲"})["id"]
        self.make("template_step", "/api/casework/template_steps", {**step, "template_id": in_force, "code": "a"})
        self.act(f"/api/casework/templates/{in_force}/publish")
        # A draft that waits for a step it lacks, so that the verb finds nothing to publish.
        self.make("checklist_template", "/api/casework/templates", {**checklist, "code": mark + "乙"})
        self.make("template_step", "/api/casework/template_steps", {**step, "template_id": ids["checklist_template"], "code": "a", "depends_on": "b"})

    def make_desk_law_if_none(self):
        """A zone may bring its own; without any no case can be registered."""
        if self.ask("GET", "/api/casework/standards?limit=1", None, {}).json["total"]:
            return
        for grade in GRADES:
            self.make("service_standard", "/api/casework/standards", standard(grade, self.mark, "2020-02-01"))
        self.make("light_rule", "/api/casework/light_rules", light_rule(self.mark, "2020-02-01"))

    def _case(self):
        """In hand, so that most verbs are of this state and lack only what a body must say; the last act cannot be undone."""
        mark, ids = self.mark, self.ids
        body = {"title": mark + "诉求", "enterprise_id": ids["enterprise"], "category": "ip", "grade": "complex", "description": mark + "说明"}
        case = f"/api/casework/cases/{self.make('service_case', '/api/casework/cases', body)['id']}"
        self.act(case + "/take")
        self.act(case + "/pause", {"kind": "awaiting_superior", "reason": mark + "等待"})
        self.act(case + "/resume")
        self.act(case + "/assist", {"person_id": ids["person"], "task": mark + "协办"})
        self.act(case + "/supervise", {"reason": mark + "督办"})
        self.act(case + "/split", {"titles": [mark + "诉求之一"]})
        self.make("case_message", case + "/messages", {"body": mark + "回复"})
        self.make("case_file", case + f"/files?name={hashlib.md5(mark.encode()).hexdigest()}.txt", mark.encode(), **{"Content-Type": "text/plain"})
        self.act(case + "/add_signers", {"person_ids": [ids["person"]], "mode": "all"})
        parts = {"case_step": "steps", "case_pause": "pauses", "case_signer": "signers", "case_assistance": "assistances", "supervision": "supervisions",
                 "case_link": "links"}
        for entity, plural in parts.items():
            self.first(entity, f"/api/casework/{plural}?case_id={ids['service_case']}")

    def _around_cases(self):
        mark, ids = self.mark, self.ids
        firm = {"enterprise_id": ids["enterprise"]}
        self.make("invitation", "/api/casework/invitations", {**firm, "purpose": "file_cases"})
        self.make("key_date", "/api/casework/key_dates", {**firm, "kind": "permit", "name": mark + "许可", "due_on": "2031-06-01"})
        self.make("visit", "/api/casework/visits", {**firm, "visited_on": "2020-06-01", "purpose": mark + "走访"})
        self.make("feedback", "/api/casework/feedbacks", {"body": mark + "建议", "page": "/cases"})
        ended = self.ask("POST", "/api/casework/cases", {**firm, "title": mark + "旧诉求", "category": "ip"}, {}).json["id"]
        self.act(f"/api/casework/cases/{ended}/withdraw", {"reason": mark})
        self.make("article", "/api/casework/articles", {"case_id": ended, "title": mark + "经验", "body": mark + "经验", "category": "ip"})
        # The firm was once called what the article says, so that the verbs find it names somebody.
        path = f"/api/registry/enterprises/{ids['enterprise']}"
        version = self.ask("GET", path, None, {}).headers["etag"]
        renamed = self.ask("PATCH", path, {"former_name": mark + "经验"}, {"If-Match": version})
        assert renamed.status == 200, renamed.body.decode()

    def _ways_out(self):
        """A channel that is off and leads nowhere yet, so that a trial finds nobody to call; a watch of the group; a feed."""
        mark, ids = self.mark, self.ids
        self.make("channel", "/api/notify/channels", {"name": mark + "通道", "kind": "webhook", "language": "zh", "per_minute": 1, "team_id": ids["team"]})
        self.make("group_watch", "/api/notify/group_watches", {"team_id": ids["team"], "quiet_from": 0, "quiet_to": 0, "digest_minutes": 5})
        self.make("feed", "/api/notify/feeds", {})

    def _privacy(self):
        mark, ids = self.mark, self.ids
        self.make("retention_rule", "/api/privacy/retention_rules", {"code": "test." + mark, "name": mark, "entity": "notice", "after_field": "at", "term_days": 30_000,
                                                                     "act": "delete_rows", "citation": mark, "effective_from": FAR_DAY})
        self.make("legal_hold", "/api/privacy/legal_holds", {"entity": "person", "record_id": ids["person"], "reason": mark})

    def _past_the_program(self):
        """A proposal, which only the hours bring, already dismissed; a notice to somebody who never enters, whose id nobody is told; a message that was
        delivered, which only a far side brings; a value that was revealed."""
        mark, ids = self.mark, self.ids
        zone, number = (2, FAR + 5) if ids["person"] > FAR else (1, FAR - 1_000_000)
        execute(self.data, f"""
            INSERT INTO suggestion (zone_id, id, version, enterprise_id, kind, about, due_on, officer_person_id, state, reason)
              VALUES ({zone}, {number}, 1, {ids['enterprise']}, 'permit_expiring', '{mark}许可', '2031-06-01', {ids['person']}, 'dismissed', '{mark}');
            INSERT INTO notice (zone_id, id, version, person_id, case_id, kind, text, at, leaves_at)
              VALUES ({zone}, {number}, 1, {ids['person']}, {ids['service_case']}, 'registered', '{mark}提醒', 0, 0);
            INSERT INTO delivery (zone_id, id, version, channel_id, state, is_urgent, notice_count, opened_at, attempts, sent_at, title, text, problems)
              VALUES ({zone}, {number}, 1, {ids['channel']}, 'sent', 0, 1, 0, 1, 0, '{mark}消息', '{mark}', '');
            INSERT INTO reveal (zone_id, id, version, at, by_id, by_name, entity, record_id, field, reason, note)
              VALUES ({zone}, {number}, 1, 0, {ids['person']}, '{mark}人', 'person', {ids['person']}, 'mobile', 'other', '{mark}');""")
        self.ids |= {"suggestion": number, "notice": number, "delivery": number, "reveal": number}

    def act(self, path, body=None):
        done = self.ask("POST", path, body or {}, {})
        assert done.status == 200, f"{path}: {done.status} {done.body.decode()}"


def standard(grade, name, effective_from):
    return {"name": name, "grade": grade, "acceptance_minutes": 120, "signing_minutes": 120, "reply_minutes": 480, "legal_minutes": 4800,
            "promised_minutes": 2400, "most_extension_minutes": 2400, "extension_notice_minutes": 480, "objection_minutes": 240, "rectify_days": 15, "silence_days": 10, "citation": name,
            "effective_from": effective_from}


def light_rule(name, effective_from):
    bands = [{"from": None, "until": 800, "light": "green"}, {"from": 800, "until": 1000, "light": "yellow"}, {"from": 1000, "until": None, "light": "red"}]
    return {"code": "case", "name": name, "measure": "used_permille", "bands": bands, "citation": name, "effective_from": effective_from}


def furnish(ask, mark, data):
    return Furnisher(ask, mark, data).furnish()


def plain(answer, *ids):
    """The whole answer without what is different each time: the moment it was given, and the id that was asked for."""
    head = {name: value for name, value in answer.headers.items() if name not in ("date", "retry-after", "set-cookie")}
    text = json.dumps([answer.status, head, answer.body.decode("utf-8", "replace")], sort_keys=True)
    for number in sorted(map(str, ids), key=len, reverse=True):
        text = text.replace(number, "ID")
    return text

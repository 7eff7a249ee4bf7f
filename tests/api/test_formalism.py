"""The product cannot be turned against those who work with it, and does not ask twice: proved over all descriptions, routes, words and migrations."""
import contextlib
import copy
import itertools
import json
import pathlib
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from formalism import (faults_in_descriptions, faults_in_metrics, faults_in_migrations, faults_in_routes, faults_in_sources,  # noqa: E402
                       faults_in_words, words_of)
from zone import ROLES, as_role, binary_from_command_line, check_all, demo_server  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LINK = "/api/casework/link"
FEEDBACKS = "/api/casework/feedbacks"
# Asked of nobody who comes by a link: the zone knows it from the firm's dossier.
KNOWN_OF_FIRM = ["enterprise_name", "enterprise_id", "name", "uscc", "address", "industry_code", "legal_representative", "employees", "group_name"]
NUMBERS = itertools.count(1)
# What must be there: (what, text that /openapi.json or /api/describe must hold).
PRESENT = [("the complaint box", '"/api/casework/feedbacks"'), ("without a name", '"/api/casework/feedbacks/unnamed"'),
           ("from a firm's link", '"/api/casework/link/feedbacks"'), ("a watch over groups that costs nobody an answer", '"group_watch"'),
           ("quiet hours", "quiet_")]


def expect(answer, status):
    assert answer.status == status, f"{answer.status} instead of {status}: {answer.body[:300]}"
    return answer


def all_words():
    return {key: text for path in sorted((ROOT / "ui/src/kit/words").glob("*.ts")) for key, text in
            ((f"{path.stem}/{key}", text) for key, text in words_of(path.read_text()).items())}


def all_sources():
    return {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "ui/src").rglob("*.ts*")) if ".test." not in path.name}


def all_migrations():
    return "\n".join(path.read_text() for path in sorted((ROOT / "src/storage/migrations").glob("*.sql")))


class Material:
    """Everything the product can say of itself."""

    def __init__(self, server):
        self.server = server
        self.described = expect(as_role(server, "administrator", "GET", "/api/describe"), 200).json
        self.document = expect(server.call("GET", "/openapi.json"), 200).json
        self.metrics = as_role(server, "administrator", "GET", "/metrics")
        self.words, self.sources, self.migrations = all_words(), all_sources(), all_migrations()

    def faults(self):
        metrics = faults_in_metrics(self.metrics.body.decode()) if self.metrics.status == 200 else []
        return (faults_in_descriptions(self.described["entities"]) + faults_in_routes(self.document) + faults_in_words(self.words)
                + faults_in_migrations(self.migrations) + faults_in_sources(self.sources) + metrics)


def nothing_watches_or_ranks_people(material):
    assert len(material.described["entities"]) > 30 and len(material.document["paths"]) > 200, "the material is read at all"
    assert len(material.words) > 1000 and material.migrations.count("CREATE TABLE") > 40, (len(material.words), material.migrations.count("CREATE TABLE"))
    faults = material.faults()
    assert not faults, "\n".join(faults)


def field(name, zh, en, **rules):
    return {"name": name, "label": {"zh": zh, "en": en}, "kind": "integer", **rules}


def every_rule_can_fail(material):
    """Each kind of violation, planted where it would stand."""
    planted = []

    def plant(what, faults):
        planted.append(what)
        assert faults, f"planted and not found: {what}"

    for entity, one in [("officer", field("check_in_at", "时间", "Time")), ("officer", field("seen", "签到时间", "Seen")),
                        ("person", field("rank", "序", "Order")), ("person", field("place", "名次", "Place")),
                        ("officer", field("online_minutes", "分钟", "Minutes")), ("account", field("login_count", "次数", "Count")),
                        ("visit", field("photo_id", "附件", "File")), ("visit", field("latitude_e6", "纬度", "Latitude")),
                        ("enterprise", field("latitude_e6", "纬度", "Latitude", required=True)), ("visit", field("where", "定位", "Where"))]:
        entities = copy.deepcopy(material.described["entities"])
        entities.setdefault(entity, {"label": {}, "fields": []})["fields"] = [one]
        plant(f"{entity}.{one['name']}", faults_in_descriptions({entity: entities[entity]}))
    for path, summary in [("/api/registry/officers/ranking", ""), ("/api/registry/check_in", ""), ("/api/access/login_statistics", ""),
                          ("/api/registry/board", "Officers by their ranking."), ("/api/casework/photos", "")]:
        plant(path, faults_in_routes({"paths": {path: {"get": {"summary": summary}}}}))
    for sentence in ["本月处理量排行榜", "今日在线时长", "请先打卡", "登录次数", "请拍照上传", "Ranking of officers", "Time: active hours"]:
        plant(sentence, faults_in_words({"shell.title": sentence}))
    for sql in ["CREATE TABLE check_in (\n  id INTEGER\n);", "ALTER TABLE officer ADD COLUMN online_minutes INTEGER;",
                "CREATE TABLE officer (\n  login_count INTEGER NOT NULL\n);", "CREATE VIEW officer_ranking AS SELECT 1;"]:
        plant(sql, faults_in_migrations(sql))
    plant("geolocation", faults_in_sources({"Visit.tsx": "navigator.geolocation.getCurrentPosition(send)"}))
    plant("camera", faults_in_sources({"Files.tsx": '<input type="file" capture="environment" />'}))
    plant("metric", faults_in_metrics('zonewright_requests_total{person="7"} 3'))
    print(f"{len(planted)} planted violations found")


def a_browser_is_told_to_give_no_position_and_no_picture(material):
    policy = expect(material.server.call("GET", "/"), 200).headers.get("permissions-policy", "")
    assert "camera=()" in policy and "geolocation=()" in policy, policy


def lists_of_people_are_in_no_order_of_deeds(material):
    """No list of persons may be sorted by a count, and the officers' list carries none."""
    for name in ("person", "officer"):
        for one in material.described["entities"][name]["fields"]:
            assert one["kind"] not in ("money",) and not one["name"].endswith(("_count", "_total", "_score")), f"{name}.{one['name']}"


def everybody_can_complain(material):
    server = material.server
    said = json.dumps(material.document) + json.dumps(material.described)
    for what, text in PRESENT:
        assert text in said, f"{what} is missing"
    for role in ROLES:
        expect(as_role(server, role, "POST", FEEDBACKS, {"body": f"{role} 有意见", "page": "/cases"}), 201)
        expect(as_role(server, role, "POST", f"{FEEDBACKS}/unnamed", {"body": f"{role} 不愿署名", "page": "/cases"}), 201)
    heard = expect(as_role(server, "administrator", "GET", f"{FEEDBACKS}?limit=200"), 200).json["items"]
    for role in ROLES:
        named, unnamed = ([one for one in heard if one["body"] == f"{role} {how}"] for how in ("有意见", "不愿署名"))
        assert len(named) == 1 and (named[0]["person_id"] is not None or role == "auditor"), f"{role}: {named}"
        assert len(unnamed) == 1 and unnamed[0]["person_id"] is None, f"{role}: {unnamed}"
    expect(as_role(server, "officer", "POST", f"{FEEDBACKS}/unnamed", {"body": ""}), 422)
    expect(as_role(server, "officer", "POST", f"{FEEDBACKS}/unnamed", {"body": "x", "person_id": 1}), 422)


def nobody_is_named_by_the_audit_either(material):
    server = material.server
    person = expect(as_role(server, "officer", "GET", "/api/session"), 200).json["person"]
    expect(as_role(server, "officer", "POST", f"{FEEDBACKS}/unnamed", {"body": "审计里也没有我", "page": "/"}), 201)
    trail = expect(as_role(server, "auditor", "GET", "/api/admin/audit?limit=20"), 200).json["items"]
    rows = [row for row in trail if "审计里也没有我" in json.dumps(row, ensure_ascii=False)] or [row for row in trail if row.get("entity") == "feedback"][:1]
    assert rows, trail[:2]
    for row in rows:
        assert person["name"] not in json.dumps(row, ensure_ascii=False) and row.get("person_id") in (None, 0) and row.get("actor_id") in (None, 0), row


def what_is_sent_twice_does_not_tell_who_complained(material):
    """An unnamed word with a key is heard once, and the kept answer lies under nobody's number and not under its key."""
    server = material.server
    _, link = invited(server)
    for key, voice in (("voice-of-staff", lambda extra, body: as_role(server, "officer", "POST", f"{FEEDBACKS}/unnamed", body, extra)),
                       ("voice-of-firm", lambda extra, body: server.call("POST", f"{LINK}/feedbacks", body, headers={**link, **extra}))):
        body = {"body": f"{key} 一次", "page": "/"}
        for _ in range(2):
            expect(voice({"Idempotency-Key": key}, body), 201)
        heard = as_role(server, "administrator", "GET", f"{FEEDBACKS}?limit=200").json["items"]
        assert len([one for one in heard if one["body"] == body["body"]]) == 1, f"{key} was heard twice"
        expect(voice({"Idempotency-Key": key}, {**body, "body": f"{key} 改了"}), 409)
        with contextlib.closing(sqlite3.connect(f"{server.data}/zonewright.db")) as kept:
            rows = kept.execute("SELECT actor_id, idempotency_key FROM idempotency ORDER BY created_at DESC LIMIT 1").fetchall()
        assert rows[0][0] == 0 and key not in rows[0][1] and "link" not in rows[0][1], rows


def invited(server):
    """A firm whose dossier holds its contact, and the key of its link."""
    known = {"contact_name": "示例联系人", "contact_phone": "13800000000"}
    firm = expect(as_role(server, "secretary", "POST", "/api/registry/enterprises", {"name": f"示例不重复填表{next(NUMBERS)}有限公司", **known}), 201).json
    made = expect(as_role(server, "secretary", "POST", "/api/casework/invitations", {"enterprise_id": firm["id"], "purpose": "file_cases"}), 201).json
    return {**firm, **known}, {"X-Invitation": made["token"]}


def a_firm_can_complain_without_its_name(material):
    server = material.server
    firm, key = invited(server)
    expect(server.call("POST", f"{LINK}/feedbacks", {"body": "表太多", "page": "/desk"}, headers=key), 201)
    expect(server.call("POST", f"{LINK}/feedbacks", {"body": "", "page": "/desk"}, headers=key), 422)
    expect(server.call("POST", f"{LINK}/feedbacks", {"body": "表太多"}), 401)
    heard = [one for one in as_role(server, "administrator", "GET", f"{FEEDBACKS}?limit=200").json["items"] if one["body"] == "表太多"]
    assert len(heard) == 1 and firm["name"] not in json.dumps(heard, ensure_ascii=False), heard


def a_firm_is_not_asked_what_the_zone_knows(material):
    server = material.server
    firm, key = invited(server)
    for name in KNOWN_OF_FIRM:
        refused = server.call("POST", f"{LINK}/cases", {"title": "停水", name: "x"}, headers=key)
        assert refused.status == 422 and "field.unknown" in refused.body.decode(), f"{name} is asked: {refused.status}"
    filed = expect(server.call("POST", f"{LINK}/cases", {"title": "停水，请处理"}, headers=key), 201).json
    stored = expect(as_role(server, "secretary", "GET", f"/api/casework/cases/{filed['id']}"), 200).json
    assert stored["enterprise_id"] == firm["id"], stored
    for name in ("contact_name", "contact_phone"):
        assert stored[name] == firm[name], f"{name} is not taken from the dossier: {stored[name]}"


def a_case_of_the_office_needs_no_known_field(material):
    server = material.server
    firm, _ = invited(server)
    made = expect(as_role(server, "officer", "POST", "/api/casework/cases", {"title": "停电，请处理", "enterprise_id": firm["id"], "category": "other"}), 201).json
    stored = expect(as_role(server, "secretary", "GET", f"/api/casework/cases/{made['id']}"), 200).json
    assert (stored["contact_name"], stored["contact_phone"]) == (firm["contact_name"], firm["contact_phone"]), stored


def a_phase_takes_the_unit_of_its_project(material):
    server = material.server
    project = expect(as_role(server, "secretary", "POST", "/api/projects/projects", {"name": "示例计量项目", "capacity_unit": "万套"}), 201).json
    phase = expect(as_role(server, "secretary", "POST", "/api/projects/phases", {"project_id": project["id"], "name": "一期", "sequence": 1}), 201).json
    assert phase["capacity_unit"] == "万套", phase


def main():
    with demo_server(binary_from_command_line(), stage="2020-02-10") as server:
        material = Material(server)
        checks = [nothing_watches_or_ranks_people, every_rule_can_fail, a_browser_is_told_to_give_no_position_and_no_picture,
                  lists_of_people_are_in_no_order_of_deeds, everybody_can_complain, nobody_is_named_by_the_audit_either,
                  a_firm_can_complain_without_its_name, what_is_sent_twice_does_not_tell_who_complained, a_firm_is_not_asked_what_the_zone_knows, a_case_of_the_office_needs_no_known_field,
                  a_phase_takes_the_unit_of_its_project]
        check_all([(check.__name__, lambda check=check: check(material)) for check in checks])


if __name__ == "__main__":
    main()

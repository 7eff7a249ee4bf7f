"""Planned progress over HTTP: 54 of 54 behind and ahead, each number the size of its list, the past as it was, law that is never edited."""
import io
import pathlib
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import ROLES, as_role, binary_from_command_line, check_all, demo_server  # noqa: E402

PROGRESS = "/api/projects/progress"
RULES = "/api/projects/progress_rules"
MONTHS = "/api/projects/investment_months"
MARCH, MAY = "2020-03-01", "2020-05-31"
BANDS = [{"until": 1, "light": "green"}, {"from": 1, "until": 30, "light": "yellow"}, {"from": 30, "light": "red"}]


def expect(answer, status, note=""):
    if answer.status != status:
        raise AssertionError(f"{note} expected {status}, got {answer.status}: {answer.body[:300]!r}")
    return answer


def get(server, path, role="leader"):
    return expect(as_role(server, role, "GET", path), 200, path).json


def rule(effective_from, **members):
    return {"name": "新口径", "headline": "time", "bands": BANDS, "reason": "试行", "citation": "会议纪要", "effective_from": effective_from} | members


def behind_in_march_and_ahead_in_may(server):
    for day, standing in ((MARCH, "behind"), (MAY, "ahead")):
        found = get(server, f"{PROGRESS}?as_of={day}")
        assert found["total"] == 54 and found["standings"][standing] == 54, (day, found["standings"])
        assert found["rule"]["headline"] == "nodes" and found["rule"]["citation"] and found["rule"]["reason"], found["rule"]
        assert found["weeks"][-1] == {"ends_on": day, "behind": 0, "on": 0, "ahead": 0, "unknown": 0, standing: 54}, found["weeks"][-1]
    weeks = get(server, f"{PROGRESS}?as_of={MAY}&weeks=22")["weeks"]
    assert len(weeks) == 22 and all(w["behind"] + w["on"] + w["ahead"] + w["unknown"] == 54 for w in weeks), weeks


def each_number_is_the_size_of_its_list(server):
    whole = get(server, f"{PROGRESS}?as_of=2020-04-19")
    for name, numbers in (("standing", whole["standings"]), ("light", whole["lights"])):
        assert sum(numbers.values()) == whole["total"] == 54, numbers
        for value, size in numbers.items():
            listed = get(server, f"{PROGRESS}/projects?as_of=2020-04-19&{name}={value}")
            assert listed["total"] == len(listed["items"]) == size, (name, value, size, listed["total"])
            assert all(item[name] == value for item in listed["items"])
    for week in whole["weeks"][::5]:
        for standing in ("behind", "on", "ahead", "unknown"):
            assert get(server, f"{PROGRESS}/projects?as_of={week['ends_on']}&standing={standing}")["total"] == week[standing], week
    industrial = get(server, f"{PROGRESS}?as_of=2020-04-19&class=industrial")
    assert industrial["total"] == 18 == get(server, f"{PROGRESS}/projects?as_of=2020-04-19&class=industrial")["total"]
    deviations = [item["headline"]["deviation"] for item in get(server, f"{PROGRESS}/projects?as_of={MARCH}")["items"]]
    assert deviations == sorted(deviations) and deviations[-1] < 0, "the furthest behind first"


def one_project_says_the_same(server):
    line = get(server, f"{PROGRESS}/projects?as_of={MARCH}")["items"][0]
    one = get(server, f"/api/projects/projects/{line['id']}/progress?as_of={MARCH}")
    assert one["measures"] == line["measures"] and (one["standing"], one["light"]) == (line["standing"], line["light"])
    assert set(one["measures"]) == {"time", "investment", "nodes"} and one["weeks"][-1]["headline"] == line["headline"]
    for measured in one["measures"].values():
        assert measured["deviation"] == measured["actual"] - measured["planned"], measured
    expect(as_role(server, "leader", "GET", "/api/projects/projects/9876543/progress"), 404)


def every_problem_of_a_question_at_once(server):
    answer = expect(as_role(server, "leader", "GET", f"{PROGRESS}?as_of=2020-02-30&weeks=0&standing=late&light=blue&class=x&cluster_id=y"), 400)
    assert {p["field"] for p in answer.json["problems"]} == {"as_of", "weeks", "standing", "light", "class", "cluster_id"}, answer.json
    for path in (PROGRESS, f"{PROGRESS}/projects", f"{PROGRESS}/ledger"):
        expect(as_role(server, "contact", "GET", path), 403, path)
        for role in set(ROLES) - {"contact"}:
            expect(as_role(server, role, "GET", path), 200, f"{path} {role}")


def the_ledger_has_a_row_for_each(server):
    answer = expect(as_role(server, "leader", "GET", f"{PROGRESS}/ledger?as_of={MARCH}&class=urban"), 200)
    assert "progress-2020-03-01.xlsx" in answer.headers["content-disposition"]
    sheet = zipfile.ZipFile(io.BytesIO(answer.body)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 17 + 1, sheet.count("<row ")


def law_is_made_for_days_to_come(server):
    in_force = get(server, RULES)["items"][0]
    at = f"{RULES}/{in_force['id']}"
    match = {"If-Match": f'"v{in_force["version"]}"'}
    for headers, status in (({}, 428), ({"If-Match": '"v9"'}, 412), (match, 422)):
        refused = expect(as_role(server, "administrator", "PATCH", at, {"headline": "time"}, headers), status)
    assert refused.json["code"] == "progress_rule.in_force", refused.json
    expect(as_role(server, "administrator", "DELETE", at, headers=match), 422)
    expect(as_role(server, "secretary", "POST", RULES, rule("2031-01-01")), 403)

    gap = [{"until": 0, "light": "green"}, {"from": 10, "until": 30, "light": "yellow"}, {"from": 30, "light": "red"}]
    answer = expect(as_role(server, "administrator", "POST", RULES, rule("2020-06-01", bands=gap)), 422)
    codes = {p["code"] for p in answer.json["problems"]}
    assert codes == {"light_rule.gap", "progress_rule.starts_in_the_past"}, answer.json
    silent = expect(as_role(server, "administrator", "POST", RULES, rule("2031-01-01", reason="", citation="")), 422)
    assert {p["field"] for p in silent.json["problems"]} == {"reason", "citation"}, silent.json


def a_new_headline_leaves_the_past_alone(server):
    before = {day: get(server, f"{PROGRESS}?as_of={day}") for day in (MARCH, MAY, "2020-06-13")}
    made = expect(as_role(server, "administrator", "POST", RULES, rule("2020-07-01")), 201)
    expect(as_role(server, "administrator", "POST", RULES, rule("2020-07-01")), 422)
    at = made.headers["location"]
    expect(as_role(server, "administrator", "PATCH", at, {"headline": "investment"}, {"If-Match": '"v1"'}), 200, "not yet in force")
    for day, found in before.items():
        assert get(server, f"{PROGRESS}?as_of={day}") == found, day
    assert get(server, f"{PROGRESS}?as_of=2020-07-01")["rule"]["headline"] == "investment"
    expect(as_role(server, "administrator", "DELETE", at, headers={"If-Match": '"v2"'}), 204)
    early = get(server, f"{PROGRESS}?as_of=2019-12-31")
    assert early["rule"] is None and early["standings"]["unknown"] == 54, "before the first rule nothing is the headline"


def money_moves_one_measure(server):
    month = get(server, f"{MONTHS}?month=2020-05-01&limit=1")["items"][0]
    at = f"/api/projects/projects/{month['project_id']}/progress?as_of={MAY}"
    before = get(server, at)["measures"]
    changed = {"actual": month["actual"] + month["planned"]}
    expect(as_role(server, "auditor", "PATCH", f"{MONTHS}/{month['id']}", changed, {"If-Match": '"v1"'}), 403)
    expect(as_role(server, "secretary", "PATCH", f"{MONTHS}/{month['id']}", changed, {"If-Match": '"v1"'}), 200)
    after = get(server, at)["measures"]
    assert after["investment"]["actual"] > before["investment"]["actual"] and after["nodes"] == before["nodes"] and after["time"] == before["time"]
    body = {"project_id": month["project_id"], "month": "2021-01-15", "planned": 100}
    assert expect(as_role(server, "secretary", "POST", MONTHS, body), 422).json["code"] == "investment_month.not_first_day"
    twice = expect(as_role(server, "secretary", "POST", MONTHS, body | {"month": "2020-05-01"}), 422)
    assert twice.json["code"] == "investment_month.month_taken", twice.json


def main():
    with demo_server(binary_from_command_line()) as server:
        acts = [behind_in_march_and_ahead_in_may, each_number_is_the_size_of_its_list, one_project_says_the_same,
                every_problem_of_a_question_at_once, the_ledger_has_a_row_for_each, law_is_made_for_days_to_come,
                a_new_headline_leaves_the_past_alone, money_moves_one_measure]
        check_all([(act.__name__, lambda act=act: act(server)) for act in acts])


if __name__ == "__main__":
    main()

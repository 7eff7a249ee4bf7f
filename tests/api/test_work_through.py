"""Every living case of the demonstration is brought to its end by nothing but the API, and the figures are the lists all the way."""
import collections
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import as_role, binary_from_command_line, check_all, demo_server, place, run  # noqa: E402

CASES, LINK = "/api/casework/cases", "/api/casework/link"
ALIVE = ["registered", "accepted", "dispatched", "handling", "paused", "resolved"]


class Desk:
    """Secretary, officer, leader and every firm's own link; each act is one that the answer before it allowed."""

    def __init__(self, server):
        self.server = server
        self.officer = self.ask("officer", "GET", "/api/session")["person"]["id"]
        self.links = {}
        self.acts = collections.Counter()

    def ask(self, role, method, path, body=None, headers=None):
        answer = self.server.call(method, path, body, headers=headers) if role is None else as_role(self.server, role, method, path, body, headers)
        assert answer.status in (200, 201), f"{role} {method} {path} {body}: {answer.status} {answer.body.decode()[:400]}"
        return answer.json

    def act(self, role, case, verb, body=None):
        allowed = self.ask(role, "GET", f"{CASES}/{case['id']}")["abilities"]
        assert verb in allowed, f"{role} may not {verb} {case['number']} in {case['state']}: {allowed}"
        self.acts[verb] += 1
        return self.ask(role, "POST", f"{CASES}/{case['id']}/{verb}", body or {})

    def list(self, query):
        found, after = [], ""
        while True:
            page = self.ask("secretary", "GET", f"{CASES}?limit=200&{query}{after}")
            found += page["items"]
            if not page["next"]:
                assert len(found) == page["total"], (query, len(found), page["total"])
                return found
            after = "&after=" + page["next"]

    def link_of(self, firm):
        if firm not in self.links:
            made = self.ask("secretary", "POST", "/api/casework/invitations", {"enterprise_id": firm, "purpose": "file_cases"})
            self.links[firm] = {"X-Invitation": made["token"]}
        return self.links[firm]

    def bring_to_the_officer(self, case):
        if case["state"] == "registered":
            case = self.act("secretary", case, "accept")
        if case["state"] == "paused":
            case = self.act("secretary", case, "resume")
        if case["owner_id"] != self.officer and case["state"] == "dispatched":
            case = self.act("secretary", case, "send_back", {"reason": "改派"})
        if case["owner_id"] != self.officer or case["state"] == "accepted":
            if case["state"] == "accepted" and case["owner_id"] == self.officer:
                return self.act("officer", case, "take")
            case = self.act("secretary", case, "dispatch" if case["state"] == "accepted" else "transfer", {"person_id": self.officer, "reason": "统一交办"})
        if case["state"] == "dispatched":
            case = self.act("officer", case, "sign_for")
        return case

    def finish_steps(self, case):
        while True:
            card = self.ask("officer", "GET", f"{CASES}/{case['id']}/card")
            step = next((step for step in card["steps"] if step["state"] == "open"), None)
            if step is None:
                return
            self.act("officer", case, "complete_step", {"step": step["code"], "evidence": "已核对材料"})

    def close(self, case):
        if case["enterprise_id"] is None:
            return self.act("secretary", case, "strike_off", {"closing": "no_firm", "reason": "现场核实"})
        key = self.link_of(case["enterprise_id"])
        self.acts["confirm"] += 1
        return self.ask(None, "POST", f"{LINK}/cases/{case['id']}/confirm", {"rating": "satisfied"}, key)

    def work_through(self, case):
        if case["state"] != "resolved":
            case = self.bring_to_the_officer(case)
            assert case["state"] == "handling" and case["owner_id"] == self.officer, case
            self.finish_steps(case)
            case = self.act("officer", case, "request_closure", {"result": "已解决", "cause": "capacity"})
        assert case["state"] == "resolved"
        return self.close(case)


def every_case_reaches_its_end(server, binary):
    desk = Desk(server)
    states = {state: len(desk.list("state=" + state)) for state in ALIVE}
    everything = desk.list("")
    assert len(everything) == 8200 and all(states.values()), (len(everything), states)
    living = [case for case in everything if case["state"] in ALIVE]
    for case in living:
        ended = desk.work_through(case)
        assert ended["state"] == "closed", (case["number"], ended)
    assert sum(desk.ask("secretary", "GET", f"{CASES}?state={state}&limit=1")["total"] for state in ALIVE) == 0
    board = desk.ask("leader", "GET", "/api/casework/board")
    lights = desk.ask("secretary", "GET", f"{CASES}?light=red&limit=1")["total"] + desk.ask("secretary", "GET", f"{CASES}?light=yellow&limit=1")["total"]
    assert lights == 0 and board, "nothing shines where nothing lives"
    closed = desk.list("state=closed")
    for case in closed:
        if case["id"] in {one["id"] for one in living}:
            assert case["closing"] == ("no_firm" if case["enterprise_id"] is None else "by_firm"), case["number"]
    for case in closed[:300]:
        if case["rectify_due_at"] is None:
            desk.act("secretary", case, "call_back", {"reason": "回访满意"})
    for case in desk.list("state=reviewed&is_supervised=false")[:300]:
        desk.act("secretary", case, "archive")
    print(f"{len(living)} of {len(everything)} cases lived; {sum(desk.acts.values())} acts: {dict(desk.acts)}")
    assert as_role(server, "administrator", "POST", "/api/admin/audit/verify").json["ok"]
    server.stop()
    run(binary, "check", *place(server.data))


def main():
    binary = binary_from_command_line()
    with demo_server(binary, stage="2020-06-14") as server:
        check_all([("every_case_reaches_its_end", lambda: every_case_reaches_its_end(server, binary))])


if __name__ == "__main__":
    main()

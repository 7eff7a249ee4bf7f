"""Every declared route × role × whose record: refused where the declaration refuses, and never a word about another zone.

The cells come from /openapi.json. What is expected of a cell follows from x-roles and from the small tables below."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from two_zones import FAR, NOWHERE, TOKEN, furnish, plain, plant_second_zone  # noqa: E402
from zone import ROLES, as_role, binary_from_command_line, check_all, demo_server  # noqa: E402

# Called for real they would end the session, or never end.
LEFT_OUT = {("delete", "/api/session"), ("delete", "/api/session/devices"), ("get", "/api/events")}

# Which entity a path with {id} speaks of.
ENTITY = {"enterprises": "enterprise", "facts": "fact", "organisations": "organisation", "people": "person", "officers": "officer", "teams": "team",
          "posts": "post", "tenures": "tenure", "duties": "duty", "duty_plans": "duty_plan", "duty_plan_rows": "duty_plan_row",
          "calendar_days": "calendar_day", "law_limits": "law_limit", "settings": "setting", "saved_views": "saved_view", "batches": "batch",
          "jobs": "job", "accounts": "account", "programmes": "programme", "projects": "project", "phases": "phase", "nodes": "node",
          "progress_rules": "progress_rule", "investment_months": "investment_month",
          "variance_reasons": "variance_reason", "node_events": "node_event",
          "cases": "service_case", "steps": "case_step", "pauses": "case_pause", "signers": "case_signer", "assistances": "case_assistance",
          "supervisions": "supervision", "messages": "case_message", "files": "case_file", "links": "case_link", "standards": "service_standard",
          "light_rules": "light_rule", "templates": "checklist_template", "template_steps": "template_step", "invitations": "invitation",
          "key_dates": "key_date", "visits": "visit", "suggestions": "suggestion", "articles": "article", "notices": "notice", "feedbacks": "feedback",
          "channels": "channel", "group_watches": "group_watch", "deliveries": "delivery", "feeds": "feed",
          "reveals": "reveal", "retention_rules": "retention_rule", "legal_holds": "legal_hold"}
# A firm's link asks for an invitation and for nothing else: no role opens it.
LINK = "/api/casework/link"

# Who owns records, and what that changes. Everything else is the same to all who have a role of the route.
OWNED_BY_OFFICER = {"enterprise", "project", "phase", "node", "investment_month", "duty"}  # what they are accountable for
OWNED_BY_CONTACT = {"enterprise", "fact", "service_case", "case_pause", "case_message", "case_file"}  # their firm and what is known of it
OWNED_BY_ACTING = {"service_case", "visit", "notice"}  # what the zone's people registered, did or were told
OWNED_BY_EVERYBODY = {"saved_view", "feedback"}
# The others' are as if they were not there.
HIDDEN_FROM_OTHERS = ({("contact", entity) for entity in OWNED_BY_CONTACT} | {(role, entity) for role in ROLES for entity in ("notice", "feed")}
                      | {(role, "feedback") for role in ("officer", "contact", "leader", "auditor")})
CHANGED_BY_OWNERS_ONLY = ({("officer", entity) for entity in ("enterprise", "project", "phase", "node", "investment_month")}
                          | {(role, entity) for role in ROLES for entity in ("saved_view", "visit")}
                          | {(role, entity) for role in ("officer", "leader") for entity in ("service_case", "group_watch")})

# Who may say what of a case; the rest of a route's roles are refused, or the state comes first.
FOLLOW = {"send_back", "call_back"}
LEAD = {"urge", "supervise", "end_supervision"}
CARRY = {"accept", "refuse", "dispatch", "transfer", "add_signers", "assist", "extend", "pause", "resume", "merge", "split"}
SAID_BY = {"owner": CARRY | FOLLOW | {"take", "sign_for", "object", "complete_step", "skip_step", "request_closure"},
           "desk": CARRY | FOLLOW | LEAD | {"reopen", "archive", "withdraw", "strike_off"}, "leader": FOLLOW | LEAD,
           "firm": {"confirm", "reopen", "rate", "withdraw", "urge"}, "named": {"sign", "report_assistance", "complete_step"}}
# What an officer does with nodes of their own projects only.
NODE_VERBS = {"start", "report", "replan", "block", "unblock"}
PARTY = {"secretary": "desk", "administrator": "desk", "leader": "leader", "contact": "firm"}

# Read-only verbs ask about something; the rest of what they need is told here.
QUESTION = {"why": "?object_kind=enterprise&object_id={object}", "why_not": "?object_kind=enterprise&object_id={object}&officer_id={officer}"}
CASES = "/api/casework/cases"
ACCEPTED = (200, 201, 202, 204, 304, 409, 412, 422)  # an answer to somebody who may: done, or the record's state or the body does not fit


def is_link(path):
    return path == LINK or path.startswith(LINK + "/")


def own_records(server, role):
    """Ids of what belongs to the person behind the role, by entity."""
    own = {}
    if role == "officer":
        person = as_role(server, role, "GET", "/api/session").json["person"]["id"]
        officer = as_role(server, role, "GET", f"/api/registry/officers?person_id={person}").json["items"][0]["id"]
        for kind in ("enterprise", "project"):
            duties = as_role(server, role, "GET", f"/api/registry/duties?state=active&kind=accountable&officer_id={officer}&object_kind={kind}").json["items"]
            assert duties, f"the officer of the demonstration is accountable for no {kind}"
            own["duty"], own[kind] = duties[0]["id"], duties[0]["object_id"]
        for part in ("phase", "node", "investment_month"):
            parts = as_role(server, role, "GET", f"/api/projects/{part}s?project_id={own['project']}").json["items"]
            own[part] = parts[0]["id"] if parts else made_part(server, part, own["project"])
    if role == "contact":
        own["enterprise"] = as_role(server, role, "GET", "/api/registry/enterprises").json["items"][0]["id"]
        own["fact"] = as_role(server, role, "GET", "/api/registry/facts").json["items"][0]["id"]
    own |= own_of_the_desk(server, role)
    if role != "contact":
        own["feed"] = made(server, role, "/api/notify/feeds", {})
        own["saved_view"] = as_role(server, role, "POST", "/api/registry/saved_views", {"name": f"view of {role}", "entity": "enterprise"}).json["id"]
    return own


def own_of_the_desk(server, role):
    own = {"feedback": made(server, role, "/api/casework/feedbacks", {"body": f"said by {role}"})}
    firm = as_role(server, "contact", "GET", "/api/registry/enterprises").json["items"][0]["id"]
    case = {"title": f"case of {role}", "enterprise_id": firm, "category": "land"}
    if role in ("officer", "secretary", "administrator"):
        own["service_case"] = made(server, role, CASES, case)
        act(server, role, f"{CASES}/{own['service_case']}/take")
    if role in ("officer", "secretary", "leader", "administrator"):
        own["visit"] = made(server, role, "/api/casework/visits", {"enterprise_id": firm, "visited_on": "2020-06-02", "purpose": f"visit of {role}"})
    if role in ("officer", "secretary"):
        person = as_role(server, role, "GET", "/api/session").json["person"]["id"]
        given = made(server, "administrator", CASES, case)
        act(server, "administrator", f"{CASES}/{given}/dispatch", {"person_id": person})
        own["notice"] = as_role(server, role, "GET", f"/api/casework/notices?case_id={given}").json["items"][0]["id"]
    if role == "contact":
        own["service_case"] = made(server, "officer", CASES, case)
        at = f"{CASES}/{own['service_case']}"
        act(server, "officer", at + "/take")
        act(server, "officer", at + "/pause", {"kind": "awaiting_superior", "reason": "x"})
        act(server, "officer", at + "/resume")
        own["case_message"] = made(server, "officer", at + "/messages", {"body": "x"})
        own["case_file"] = made(server, "officer", at + "/files?name=x.txt", b"x")
        own["case_pause"] = as_role(server, role, "GET", f"/api/casework/pauses?case_id={own['service_case']}").json["items"][0]["id"]
    return own


def made(server, role, path, body):
    answer = as_role(server, role, "POST", path, body)
    assert answer.status == 201, f"{path}: {answer.status} {answer.body.decode()}"
    return answer.json["id"]


def act(server, role, path, body=None):
    answer = as_role(server, role, "POST", path, body or {})
    assert answer.status == 200, f"{path}: {answer.status} {answer.body.decode()}"


def may_say(role, entity, verb, is_own):
    """Whether the table of the cases lets the role say the verb of a case in any state; what no table names is for the route's roles."""
    if entity == "node" and role == "officer" and not is_own:
        return verb not in NODE_VERBS
    if entity != "service_case" or not any(verb in verbs for verbs in SAID_BY.values()):
        return True
    owner = is_own and role != "contact"
    return verb in SAID_BY.get(PARTY.get(role), ()) or (owner and verb in SAID_BY["owner"])


def made_part(server, part, project):
    body = {"project_id": project, "name": "一", "sequence": 99} | ({"state": "planned"} if part == "phase" else {"weight": 1})
    if part == "investment_month":
        body = {"project_id": project, "month": "2021-01-01", "planned": 100}
    return as_role(server, "secretary", "POST", f"/api/projects/{part}s", body).json["id"]


def give_the_officer_a_project(server):
    person = as_role(server, "officer", "GET", "/api/session").json["person"]["id"]
    officer = as_role(server, "secretary", "GET", f"/api/registry/officers?person_id={person}").json["items"][0]["id"]
    projects = as_role(server, "secretary", "GET", "/api/projects/projects?needs_residency=false&limit=1").json["items"]
    body = {"objects": [{"kind": "project", "id": projects[0]["id"]}], "officer_id": officer, "reason": "矩阵"}
    answer = as_role(server, "secretary", "POST", "/api/registry/duties/assign", body)
    assert answer.status == 200, answer.body.decode()


class Matrix:
    def __init__(self, server):
        self.server, self.cells, self.faults = server, 0, []
        self.document = server.call("GET", "/openapi.json").json
        give_the_officer_a_project(server)
        self.anothers = furnish(lambda method, path, body, headers: as_role(server, "administrator", method, path, body, headers), "另一", server.data)
        self.foreign = furnish(lambda method, path, body, headers: server.call(method, path, body, token=TOKEN, headers=headers), "别区", server.data)
        assert all(i > FAR for i in self.foreign.values()), self.foreign
        self.own = {role: own_records(server, role) for role in ROLES}
        view = {"name": "everybody's", "entity": "enterprise", "is_shared": True}
        shared = as_role(server, "secretary", "POST", "/api/registry/saved_views", view).json["id"]
        self.secretarys = {"saved_view": shared, **{entity: self.own["secretary"][entity] for entity in ("service_case", "visit", "notice", "feed")}}

    def another(self, role, entity):
        """A record of the zone that is not the role's own; the administrator furnished it."""
        return self.secretarys[entity] if role == "administrator" and entity in self.secretarys else self.anothers[entity]

    def operations(self):
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                if method != "parameters" and (method, path) not in LEFT_OUT and operation.get("x-roles") and not is_link(path):
                    yield method, path, operation

    def say(self, fault):
        self.faults.append(fault)

    def expect(self, cell, answer, statuses):
        self.cells += 1
        if answer.status not in statuses:
            self.say(f"{cell}: {answer.status}, expected {statuses}: {answer.body[:200].decode('utf-8', 'replace')}")

    def ask(self, role, method, path, number, device="nobody"):
        """A call that changes nothing even when it is allowed: no body that a verb accepts, no version that is there."""
        verb = path.rsplit("/", 1)[-1]
        target = path.replace("{id}", str(number) if number else device)
        target += QUESTION.get(verb, "").format(object=self.anothers["enterprise"], officer=self.anothers["officer"])
        body = None
        if method in ("post", "patch", "put"):
            body = {} if verb == "fixes" else {"no such member": 1}
        headers = {"X-Request-Id": "the-same-request"} | ({"If-Match": '"v0"'} if method in ("patch", "put", "delete") else {})
        if role is None:
            return self.server.call(method.upper(), target, body, headers={"Sec-Fetch-Site": "same-origin", **headers})
        return as_role(self.server, role, method.upper(), target, body, headers)

    def expected(self, role, method, path, entity, is_own):
        """Statuses for somebody whose role the route allows, about a record of the own zone."""
        if not is_own and (role, entity) in HIDDEN_FROM_OTHERS:
            return (404,)
        if not is_own and method == "patch" and (role, entity) in CHANGED_BY_OWNERS_ONLY:
            return (403,)
        if not may_say(role, entity, path.rsplit("/", 1)[-1], is_own):
            return (403, 409)
        return (412,) if method in ("patch", "delete") and entity != "account" else ACCEPTED


def declared_roles(matrix):
    """Whoever lacks the role is refused on every route; who has it is not."""
    for method, path, operation in matrix.operations():
        number = NOWHERE if "{id}" in path else None
        matrix.expect(f"{method} {path} anonymous", matrix.ask(None, method, path, number), (401,))
        for role in ROLES:
            if "{id}" in path and role in operation["x-roles"]:
                continue  # told apart below
            if (method, path, role) == ("post", "/api/admin/backups", "administrator"):
                continue  # would be done
            answer = matrix.ask(role, method, path, number)
            statuses = (*ACCEPTED, 400) if role in operation["x-roles"] else (403,)
            matrix.expect(f"{method} {path} {role}", answer, statuses)


def whose_record(matrix):
    """Own, another's, another zone's, nobody's."""
    for method, path, operation in matrix.operations():
        if "{id}" not in path or path.startswith("/api/session"):
            continue
        entity = ENTITY[path.split("/")[3]]
        for role in operation["x-roles"]:
            cell = f"{method} {path} {role}"
            own = matrix.own[role].get(entity)
            if own:
                matrix.expect(cell + " own", matrix.ask(role, method, path, own), matrix.expected(role, method, path, entity, True))
            anothers = matrix.ask(role, method, path, matrix.another(role, entity))
            matrix.expect(cell + " another's", anothers, matrix.expected(role, method, path, entity, False))
            nobodys = matrix.ask(role, method, path, NOWHERE)
            matrix.expect(cell + " nobody's", nobodys, (404,))
            foreign = matrix.ask(role, method, path, matrix.foreign[entity])
            matrix.cells += 1
            hidden = [foreign] + ([anothers] if (role, entity) in HIDDEN_FROM_OTHERS else [])
            for answer in hidden:
                if plain(answer) != plain(nobodys):
                    matrix.say(f"{cell}: a hidden record and none at all differ: {plain(answer)[:300]} {plain(nobodys)[:300]}")


def abilities_tell_the_truth(matrix):
    """What a record offers a person is what its routes let them do."""
    by_entity = {}
    for method, path, operation in matrix.operations():
        if "{id}" in path and operation.get("x-ability") and path.split("/")[3] in ENTITY:
            by_entity.setdefault(ENTITY[path.split("/")[3]], []).append((operation["x-ability"], method, path, operation["x-roles"]))
    for method, path, operation in matrix.operations():
        if method != "get" or not path.endswith("/{id}") or path.split("/")[3] == "jobs":
            continue
        entity = ENTITY[path.split("/")[3]]
        for role in operation["x-roles"]:
            for whose, number in (("own", matrix.own[role].get(entity)), ("another's", matrix.another(role, entity))):
                answer = matrix.ask(role, "get", path, number) if number else None
                if not answer or answer.status != 200:
                    continue
                offered = set(answer.json["abilities"])
                for ability, verb, _, roles in by_entity.get(entity, ()):
                    matrix.cells += 1
                    may = role in roles and (whose == "own" or verb != "patch" or (role, entity) not in CHANGED_BY_OWNERS_ONLY)
                    may = may and may_say(role, entity, ability, whose == "own")
                    if ability in offered and not may:
                        matrix.say(f"{path} {role} {whose}: offers {ability}, which is refused")
                    if ability in ("update", "delete") and may and verb in ("patch", "delete") and ability not in offered:
                        if (entity, verb, whose) != ("saved_view", "delete", "another's"):
                            matrix.say(f"{path} {role} {whose}: does not offer {ability}, which is allowed")


def saved_views_belong_to_their_owners(matrix):
    """Others read a shared one and change none; a private one is as if it were not there."""
    path = f"/api/registry/saved_views/{matrix.anothers['saved_view']}"
    for role in ("officer", "secretary", "leader", "auditor"):
        matrix.expect(f"delete another's shared view, {role}", as_role(matrix.server, role, "DELETE", path), (403,))
        hidden = [matrix.ask(role, "get", "/api/registry/saved_views/{id}", number) for number in (matrix.own["administrator"]["saved_view"], NOWHERE)]
        if plain(hidden[0]) != plain(hidden[1]) or hidden[0].status != 404:
            matrix.say(f"{role} sees another's private view: {hidden[0].body[:200]}")
    matrix.expect("delete the own view", as_role(matrix.server, "leader", "DELETE", f"/api/registry/saved_views/{matrix.own['leader']['saved_view']}"), (204,))


def sessions_of_others(matrix):
    """A person ends their own sessions only; those of others are as if they were not there."""
    device = as_role(matrix.server, "secretary", "GET", "/api/session/devices").json["items"][0]["id"]
    for role in set(ROLES) - {"secretary"}:
        theirs = matrix.ask(role, "delete", "/api/session/devices/{id}", None, device)
        none = matrix.ask(role, "delete", "/api/session/devices/{id}", None, "0" * 16)
        matrix.expect(f"end another's session, {role}", theirs, (404,))
        if plain(theirs) != plain(none):
            matrix.say(f"{role}: another's session and none at all differ")
    matrix.expect("the secretary is still in", as_role(matrix.server, "secretary", "GET", "/api/session"), (200,))


def links_open_to_invitations_only(matrix):
    """Without an invitation everybody is a stranger; with one, what is not its firm's is as if it were not there."""
    server, firm = matrix.server, as_role(matrix.server, "contact", "GET", "/api/registry/enterprises").json["items"][0]["id"]
    token = as_role(server, "officer", "POST", "/api/casework/invitations", {"enterprise_id": firm, "purpose": "file_cases"}).json["token"]
    paths = {path: methods for path, methods in matrix.document["paths"].items() if is_link(path)}
    assert len(paths) >= 11, sorted(paths)
    for path, methods in paths.items():
        entity = "case_file" if "/files/" in path else "service_case"
        for method, operation in methods.items():
            assert operation["x-without-login"], path
            for role in (None, *ROLES):
                answer = matrix.ask(role, method, path, matrix.anothers[entity])
                matrix.expect(f"{method} {path} {role}, no invitation", answer, (401,))
                if answer.json["code"] != "invitation.unknown":
                    matrix.say(f"{method} {path} {role}: {answer.body[:200]}")
            if "{id}" not in path:
                continue
            headers = {"X-Invitation": token, "X-Request-Id": "the-same-request"}
            body = {"no such member": 1} if method == "post" else None
            asked = [server.call(method.upper(), path.replace("{id}", str(number)), body, headers=headers)
                     for number in (NOWHERE, matrix.anothers[entity], matrix.foreign[entity])]
            matrix.expect(f"{method} {path}, nobody's", asked[0], (404,))
            for answer in asked[1:]:
                matrix.cells += 1
                if plain(answer) != plain(asked[0]):
                    matrix.say(f"{method} {path}: a link tells a hidden record from none: {plain(answer)[:300]} {plain(asked[0])[:300]}")


def main():
    with demo_server(binary_from_command_line()) as server:
        plant_second_zone(server.data)
        matrix = Matrix(server)

        def judged(act):
            def run():
                before = len(matrix.faults)
                act(matrix)
                if found := matrix.faults[before:]:
                    raise AssertionError(f"{len(found)} faults\n  " + "\n  ".join(found[:60]))
            return run

        def enough():
            assert matrix.cells > 4000, f"only {matrix.cells} cells were tried"
            print(f"{matrix.cells} cells")

        acts = [declared_roles, whose_record, abilities_tell_the_truth, saved_views_belong_to_their_owners, sessions_of_others,
                links_open_to_invitations_only]
        check_all([(act.__name__, judged(act)) for act in acts] + [("enough", enough)])


if __name__ == "__main__":
    main()

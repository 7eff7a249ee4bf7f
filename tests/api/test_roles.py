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
          "jobs": "job", "accounts": "account", "programmes": "programme", "projects": "project", "phases": "phase", "nodes": "node"}

# Who owns records, and what that changes. Everything else is the same to all who have a role of the route.
OWNED_BY_OFFICER = {"enterprise", "project", "phase", "node", "duty"}  # what they are accountable for
OWNED_BY_CONTACT = {"enterprise", "fact"}  # their firm and what is known of it
OWNED_BY_EVERYBODY = {"saved_view"}
HIDDEN_FROM_OTHERS = {("contact", "enterprise"), ("contact", "fact")}  # the others' are as if they were not there
CHANGED_BY_OWNERS_ONLY = {("officer", entity) for entity in ("enterprise", "project", "phase", "node")} | {(role, "saved_view") for role in ROLES}

# Read-only verbs ask about something; the rest of what they need is told here.
QUESTION = {"why": "?object_kind=enterprise&object_id={object}", "why_not": "?object_kind=enterprise&object_id={object}&officer_id={officer}"}
ACCEPTED = (200, 201, 202, 204, 304, 409, 412, 422)  # an answer to somebody who may: done, or the record's state or the body does not fit


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
        for part in ("phase", "node"):
            parts = as_role(server, role, "GET", f"/api/projects/{part}s?project_id={own['project']}").json["items"]
            own[part] = parts[0]["id"] if parts else made_part(server, part, own["project"])
    if role == "contact":
        own["enterprise"] = as_role(server, role, "GET", "/api/registry/enterprises").json["items"][0]["id"]
        own["fact"] = as_role(server, role, "GET", "/api/registry/facts").json["items"][0]["id"]
    if role != "contact":
        own["saved_view"] = as_role(server, role, "POST", "/api/registry/saved_views", {"name": f"view of {role}", "entity": "enterprise"}).json["id"]
    return own


def made_part(server, part, project):
    body = {"project_id": project, "name": "一", "sequence": 99, "state": "planned" if part == "phase" else "not_started", "weight": 1}
    if part == "phase":
        body.pop("weight")
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
        self.anothers = furnish(lambda method, path, body, headers: as_role(server, "administrator", method, path, body, headers), "另一")
        self.foreign = furnish(lambda method, path, body, headers: server.call(method, path, body, token=TOKEN, headers=headers), "别区")
        assert all(i > FAR for i in self.foreign.values()), self.foreign
        self.own = {role: own_records(server, role) for role in ROLES}
        view = {"name": "everybody's", "entity": "enterprise", "is_shared": True}
        self.secretarys_view = as_role(server, "secretary", "POST", "/api/registry/saved_views", view).json["id"]

    def another(self, role, entity):
        """A record of the zone that is not the role's own; the administrator furnished it."""
        return self.secretarys_view if (role, entity) == ("administrator", "saved_view") else self.anothers[entity]

    def operations(self):
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                if method != "parameters" and (method, path) not in LEFT_OUT and operation.get("x-roles"):
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

    def expected(self, role, method, entity, is_own):
        """Statuses for somebody whose role the route allows, about a record of the own zone."""
        if not is_own and (role, entity) in HIDDEN_FROM_OTHERS:
            return (404,)
        if not is_own and method == "patch" and (role, entity) in CHANGED_BY_OWNERS_ONLY:
            return (403,)
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
                matrix.expect(cell + " own", matrix.ask(role, method, path, own), matrix.expected(role, method, entity, True))
            anothers = matrix.ask(role, method, path, matrix.another(role, entity))
            matrix.expect(cell + " another's", anothers, matrix.expected(role, method, entity, False))
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
            assert matrix.cells > 1500, f"only {matrix.cells} cells were tried"
            print(f"{matrix.cells} cells")

        acts = [declared_roles, whose_record, abilities_tell_the_truth, saved_views_belong_to_their_owners, sessions_of_others]
        check_all([(act.__name__, judged(act)) for act in acts] + [("enough", enough)])


if __name__ == "__main__":
    main()

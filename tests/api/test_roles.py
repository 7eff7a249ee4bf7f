"""Every declared route × every role: refused where the declaration refuses, and never a word about another zone."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import ROLES, as_role, binary_from_command_line, demo_server  # noqa: E402

# Called for real they would end the session or the demonstration under the test.
LEFT_OUT = {("delete", "/api/session"), ("post", "/api/session/persona"), ("get", "/api/events")}


def main():
    faults, cells = [], 0
    with demo_server(binary_from_command_line()) as server:
        document = server.call("GET", "/openapi.json").json
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                if method == "parameters" or (method, path) in LEFT_OUT:
                    continue
                allowed = operation.get("x-roles")
                concrete = path.replace("{id}", "987654321").replace("{device_id}", "nobody")
                # A body no verb accepts, so that an allowed call changes nothing.
                body = {"no such member": 1} if method in ("post", "patch", "put") else None
                headers = {"If-Match": '"v0"'} if method in ("patch", "put") else None
                if allowed:
                    answer = server.call(method.upper(), concrete, body, headers={"Sec-Fetch-Site": "same-origin", **(headers or {})})
                    cells += 1
                    if answer.status != 401:
                        faults.append(f"{method} {path} anonymous: {answer.status}, expected 401")
                for role in server.tokens:
                    if not allowed:
                        continue
                    answer = as_role(server, role, method.upper(), concrete, body, headers)
                    cells += 1
                    if role in allowed and answer.status in (401, 403):
                        faults.append(f"{method} {path} {role}: {answer.status}, declared allowed")
                    if role not in allowed and answer.status != 403:
                        faults.append(f"{method} {path} {role}: {answer.status}, expected 403")
                    if answer.status >= 500:
                        faults.append(f"{method} {path} {role}: {answer.status}")
                    if "{id}" in path and role in allowed and method == "get" and answer.status == 200:
                        faults.append(f"{method} {path} {role}: answers for an id that is not there")
        if cells < 300:
            faults.append(f"only {cells} cells were tried")
    for fault in faults:
        print(fault)
    print(f"{cells} cells, {len(faults)} faults; roles {ROLES}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

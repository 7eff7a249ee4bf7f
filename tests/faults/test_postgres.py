"""PostgreSQL goes away under a running program and comes back: a clear refusal meanwhile, and work goes on by itself."""
import os
import pathlib
import sys
import time

os.environ["ZW_TEST_POSTGRES"] = "1"
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import POSTGRES, as_role, binary_from_command_line, check_all, demo_server, place, run, wait_for_job  # noqa: E402

ENTERPRISES = "/api/registry/enterprises"
OUTAGES = 3


def soon(act, what):
    """The first answer that is a success, long before anybody would give up."""
    until = time.monotonic() + 30
    while True:
        answer = act()
        if answer.status < 300:
            return answer
        assert answer.status == 503 and time.monotonic() < until, f"{what}: {answer.status} {answer.body[:300]}"
        time.sleep(0.1)


def refused_while_away(server):
    reads = [("GET", ENTERPRISES, None), ("GET", "/api/registry/board", None), ("POST", ENTERPRISES, {"name": "示例断线有限公司"})]
    for method, path, body in reads:
        answer = as_role(server, "secretary", method, path, body, {"Accept-Language": "en"})
        assert answer.status == 503 and answer.json["code"] == "storage.unreachable", f"{method} {path}: {answer.status} {answer.body[:300]}"
        assert answer.headers["retry-after"] and "database" in answer.json["message"].lower(), answer.body
    assert server.call("GET", "/healthz").status == 503
    assert server.call("GET", "/metrics").status == 200, "what needs no database goes on"


def comes_back_by_itself(server):
    kept = []
    for outage in range(OUTAGES):
        name = f"示例断线{outage}有限公司"
        made = soon(lambda: as_role(server, "secretary", "POST", ENTERPRISES, {"name": name}, {"Idempotency-Key": f"outage-{outage}"}), "a write")
        kept.append(made.json["id"])
        POSTGRES.kill()
        refused_while_away(server)
        POSTGRES.start()
        soon(lambda: as_role(server, "secretary", "GET", ENTERPRISES + "?limit=1"), "a read")
        soon(lambda: server.call("GET", "/healthz"), "health")
    for number in kept:
        assert as_role(server, "secretary", "GET", f"{ENTERPRISES}/{number}").status == 200, "an acknowledged write is gone"
    assert as_role(server, "administrator", "POST", "/api/admin/audit/verify").json["ok"]


def jobs_survive_an_outage(server):
    asked = soon(lambda: as_role(server, "secretary", "POST", "/api/registry/duty_plans", {"mode": "best"}), "a plan")
    POSTGRES.kill()
    time.sleep(1)
    POSTGRES.start()
    soon(lambda: as_role(server, "secretary", "GET", ENTERPRISES + "?limit=1"), "a read")
    job = wait_for_job(server, "secretary", asked.headers["location"])
    assert job["state"] in ("done", "interrupted", "failed"), job
    again = soon(lambda: as_role(server, "secretary", "POST", "/api/registry/duty_plans", {"mode": "best"}), "another plan")
    assert wait_for_job(server, "secretary", again.headers["location"])["state"] == "done", "jobs no longer run"


def live_updates_go_on(server):
    """A page that listened all the while hears of what happens afterwards."""
    import http.client
    from zone import credentials
    connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
    connection.request("GET", "/api/events", headers=credentials(server, "secretary"))
    stream = connection.getresponse()
    while b"event: ready" not in stream.fp.readline():
        pass
    POSTGRES.kill()
    POSTGRES.start()
    made = soon(lambda: as_role(server, "secretary", "POST", ENTERPRISES, {"name": "示例恢复有限公司"}), "a write").json["id"]
    while True:
        line = stream.fp.readline()
        assert line, "the stream ended"
        if f'"id":{made}}}'.encode() in line:
            break
    connection.close()


def stops_cleanly_without_a_database(server):
    POSTGRES.kill()
    assert server.stop() == 0
    POSTGRES.start()


def a_start_without_a_database_says_so(server, binary):
    POSTGRES.kill()
    refused = run(binary, "serve", *place(server.data), "--port", "0", expect=3)
    assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr
    POSTGRES.start()
    run(binary, "check", *place(server.data))


def main():
    binary = binary_from_command_line()
    with demo_server(binary) as server:
        acts = [comes_back_by_itself, jobs_survive_an_outage, live_updates_go_on, stops_cleanly_without_a_database]
        checks = [(act.__name__, lambda act=act: act(server)) for act in acts]
        check_all(checks + [("a start without a database says so", lambda: a_start_without_a_database_says_so(server, binary))])


if __name__ == "__main__":
    main()

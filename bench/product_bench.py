#!/usr/bin/env python3
"""What people wait for: the demo zone, the messy ledger, a plan of duties, idle listeners — over HTTP with the real program."""
import os
import pathlib
import resource
import select
import socket
import sys
import threading
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "support")]
import desk_bench  # noqa: E402
from zone import Server, as_role, binary_from_command_line, demo_server, folder, persona_cookie, run, wait_for_job  # noqa: E402


def timed(act):
    started = time.perf_counter()
    answer = act()
    return time.perf_counter() - started, answer


def resident_kb(pid):
    return int(next(line for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("RssAnon")).split()[1])


def demo_visible(binary):
    with folder() as data:
        started = time.perf_counter()
        run(binary, "demo", "--data", data)
        server = Server(binary, data)
        server.tokens = {"leader": persona_cookie(server, "leader")}
        assert as_role(server, "leader", "GET", "/api/registry/enterprises?limit=50").json["total"] == 2036
        seconds = time.perf_counter() - started
        server.stop()
    print(f"demo_zone_visible,{seconds:.2f} s,<= 5 s")


def messy_ledger(binary):
    with demo_server(binary, stage="2020-02-10") as server:
        workbook = pathlib.Path(server.data, "ledger.xlsx").read_bytes()
        at = "/api/intake/batches"
        upload, answer = timed(lambda: as_role(server, "secretary", "POST", at + "?name=ledger.xlsx&target=enterprise", workbook))
        at += f"/{answer.json['id']}"
        preview, _ = timed(lambda: as_role(server, "secretary", "GET", at + "/preview"))
        fixes, _ = timed(lambda: as_role(server, "secretary", "POST", at + "/fixes", {"accept": "all"}))
        stored, done = timed(lambda: as_role(server, "secretary", "POST", at + "/import"))
        undo, _ = timed(lambda: as_role(server, "secretary", "POST", at + "/undo"))
    print(f"ledger_upload_to_batch,{upload:.2f} s,<= 1 s\nledger_preview,{preview:.2f} s,<= 1 s\nledger_accept_all,{fixes:.2f} s,")
    print(f"ledger_import_{done.json.get('created')}_rows,{stored:.2f} s,\nledger_undo,{undo:.2f} s,<= 1 s")


def plan_of_duties(binary):
    with demo_server(binary) as server:
        def propose():
            asked = as_role(server, "secretary", "POST", "/api/registry/duty_plans", {"mode": "best"})
            wait_for_job(server, "secretary", asked.headers["location"])
            return as_role(server, "secretary", "GET", asked.json["plan"]).json
        seconds, plan = timed(propose)
    print(f"plan_74_x_2090_asked_to_proposed,{seconds:.2f} s,\nplan_gap_ppm,{plan['gap_ppm']},<= 500")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def listen(server, count):
    head = (f"GET /api/events HTTP/1.1\r\nHost: {server.host}\r\nCookie: zw_session={server.tokens['leader']}\r\n\r\n").encode()
    listeners = []
    for _ in range(count):
        one = socket.create_connection((server.host, server.port))
        one.sendall(head)
        listeners.append(one)
    for one in listeners:
        while b"\n\n" not in one.recv(4000):
            pass
    return listeners


def answer_times(server):
    return [timed(lambda: as_role(server, "leader", "GET", "/api/registry/enterprises/1"))[0] for _ in range(1000)]


def told_to_all(server, listeners):
    """Seconds from sending a change until each listener has been told of it."""
    poll = select.epoll()
    for one in listeners:
        one.setblocking(False)
        poll.register(one.fileno(), select.EPOLLIN | select.EPOLLET)
    started, told = time.perf_counter(), []
    changing = threading.Thread(target=lambda: as_role(server, "secretary", "PATCH", "/api/registry/enterprises/1", {"employees": 4321},
                                                       {"If-Match": f'"v{as_role(server, "secretary", "GET", "/api/registry/enterprises/1").json["version"]}"'}))
    changing.start()
    while len(told) < len(listeners) and time.perf_counter() - started < 30:
        told += [time.perf_counter() - started] * len(poll.poll(0.5))
    changing.join()
    return told


def idle_listeners(binary, count=10_000):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(count, hard - 500)
    with demo_server(binary) as server:
        alone = answer_times(server)
        before = resident_kb(server.process.pid)
        listeners = listen(server, count)
        time.sleep(1)
        each = (resident_kb(server.process.pid) - before) * 1024 / count
        beside = answer_times(server)
        told = told_to_all(server, listeners)
        for one in listeners:
            one.close()
    print(f"idle_listener_bytes_each_of_{count},{each:.0f} B,<= 4096 B")
    print(f"answer_p99_alone,{percentile(alone, 0.99) * 1000:.2f} ms,")
    print(f"answer_p99_beside_listeners,{percentile(beside, 0.99) * 1000:.2f} ms ({percentile(beside, 0.99) / percentile(alone, 0.99):.2f} times),<= 2 times alone")
    print(f"change_told_to_{len(told)}_listeners_p99,{percentile(told, 0.99) * 1000:.0f} ms,<= 500 ms")


def large_zones(binary):
    for scale, goal in ((1, ""), (10, "<= 30 s"), (100, "")):
        with folder() as data:
            seconds, _ = timed(lambda: run(binary, "demo", "--data", data, "--scale", str(scale), patience=3600))
            server = Server(binary, data)
            server.tokens = {"leader": persona_cookie(server, "leader")}
            total = as_role(server, "leader", "GET", "/api/registry/enterprises?limit=1").json["total"]
            searches = [timed(lambda: as_role(server, "leader", "GET", f"/api/registry/enterprises?limit=50&q={q}"))[0]
                        for q in ("sl", "zhizao", "slhdz", "keji", "jx", "wl", "shili", "dz") for _ in range(3)]
            desk_bench.desk(server, scale)
            server.stop()
        print(f"demo_zone_of_{total}_firms_made,{seconds:.1f} s,{goal}\nsearch_among_{total}_firms_p95,{percentile(searches, 0.95) * 1000:.0f} ms,<= 50 ms")


def screens(binary):
    assets = pathlib.Path(binary).parent / "ui-files" / "assets"
    entry = sum(os.path.getsize(p) for p in assets.glob("index-*.br"))
    print(f"entry_script_and_style_brotli,{entry} B,")


def main():
    binary = binary_from_command_line()
    for act in (demo_visible, messy_ledger, plan_of_duties, idle_listeners, large_zones, screens):
        act(binary)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What people wait for: the demo zone, the messy ledger, a plan of duties, idle listeners — over HTTP with the real program."""
import os
import pathlib
import socket
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "support"))
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


def idle_listeners(binary, count=2000):
    with demo_server(binary) as server:
        before, sockets = resident_kb(server.process.pid), []
        head = (f"GET /api/events HTTP/1.1\r\nHost: {server.host}\r\nCookie: zw_session={server.tokens['leader']}\r\n\r\n").encode()
        for _ in range(count):
            one = socket.create_connection((server.host, server.port))
            one.sendall(head)
            sockets.append(one)
        for one in sockets:
            one.recv(2000)
        time.sleep(1)
        each = (resident_kb(server.process.pid) - before) * 1024 / count
        waits = sorted(timed(lambda: as_role(server, "leader", "GET", "/api/registry/enterprises/1"))[0] for _ in range(200))
        for one in sockets:
            one.close()
    print(f"idle_listener_bytes_each_of_{count},{each:.0f} B,<= 4096 B\nanswer_p99_with_{count}_listeners,{waits[197] * 1000:.1f} ms,")
    print(f"answer_median_with_{count}_listeners,{statistics.median(waits) * 1000:.1f} ms,")


def screens(binary):
    assets = pathlib.Path(binary).parent / "ui-files" / "assets"
    entry = sum(os.path.getsize(p) for p in assets.glob("index-*.br"))
    print(f"entry_script_and_style_brotli,{entry} B,")


def main():
    binary = binary_from_command_line()
    print("what,measured,goal")
    for act in (demo_visible, messy_ledger, plan_of_duties, idle_listeners, screens):
        act(binary)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Requests per second beside nginx serving the same bytes from a file, in one run on one machine; interleaved rounds, median.

Needs nginx and wrk (`make bench` installs them). Only loopback, bounded in time.
"""
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "support"))
from zone import as_role, binary_from_command_line, demo_server  # noqa: E402

ROUNDS, SECONDS, CONNECTIONS = 5, 3, 64
NGINX = """
worker_processes 2; pid {folder}/nginx.pid; error_log /dev/null; daemon off;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; keepalive_requests 1000000; open_file_cache max=100; default_type application/json;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; }} }}
"""


def rate(url, headers=()):
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    for header in headers:
        words += ["-H", header]
    printed = subprocess.run([*words, url], capture_output=True, text=True, check=True).stdout
    if re.search(r"Non-2xx", printed):
        raise RuntimeError(url + ": " + printed)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed).group(1))


def main():
    print("what,ours_per_second,nginx_same_bytes_per_second,ratio,goal")
    with demo_server(binary_from_command_line()) as server, tempfile.TemporaryDirectory() as folder:
        cookie = "Cookie: zw_session=" + server.tokens["leader"]
        cases = {"small_json": ("/healthz", 1.2), "one_entity": ("/api/registry/enterprises/1", 1.0),
                 "list_of_50": ("/api/registry/enterprises?limit=50", 0.3)}
        port = server.port + 1 if server.port < 65000 else server.port - 1
        for name, (path, _) in cases.items():
            pathlib.Path(folder, name).write_bytes(as_role(server, "leader", "GET", path).body)
        pathlib.Path(folder).chmod(0o755)
        pathlib.Path(folder, "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        nginx = subprocess.Popen(["nginx", "-c", folder + "/nginx.conf"], stderr=subprocess.DEVNULL)
        try:
            time.sleep(0.5)
            for name, (path, goal) in cases.items():
                ours, theirs = [], []
                for _ in range(ROUNDS):
                    ours.append(rate(f"http://{server.host}:{server.port}{path}", [cookie]))
                    theirs.append(rate(f"http://127.0.0.1:{port}/{name}"))
                ratio = statistics.median(o / t for o, t in zip(ours, theirs))
                print(f"{name},{statistics.median(ours):.0f},{statistics.median(theirs):.0f},{ratio:.2f},{goal}", flush=True)
        finally:
            nginx.terminate()
            nginx.wait()


if __name__ == "__main__":
    main()

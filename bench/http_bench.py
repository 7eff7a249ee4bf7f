#!/usr/bin/env python3
"""Requests per second beside nginx serving the same bytes from a file, in one run on one machine; interleaved rounds, median.

Needs nginx and wrk (`make bench` installs them). Only loopback, bounded in time.
"""
import contextlib
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading
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


@contextlib.contextmanager
def writing(server, per_second):
    """Somebody changes another firm so often; each change empties what the server remembers of earlier answers."""
    is_over = threading.Event()

    def write():
        path = "/api/registry/enterprises/2"
        while per_second and not is_over.wait(1 / per_second):
            firm = as_role(server, "secretary", "GET", path).json
            as_role(server, "secretary", "PATCH", path, {"employees": firm["version"]}, {"If-Match": f'"v{firm["version"]}"'})

    writer = threading.Thread(target=write)
    writer.start()
    yield
    is_over.set()
    writer.join()


def main():
    print("what,ours_per_second,nginx_same_bytes_per_second,ratio,goal")
    with demo_server(binary_from_command_line()) as server, tempfile.TemporaryDirectory() as folder:
        cookie = "Cookie: zw_session=" + server.tokens["leader"]
        one, fifty = "/api/registry/enterprises/1", "/api/registry/enterprises?limit=50"
        cases = {"small_json": ("/healthz", 0, 1.2), "one_entity": (one, 0, 1.0), "list_of_50": (fifty, 0, 0.3),
                 "one_entity_beside_20_writes_a_second": (one, 20, ""), "list_of_50_beside_20_writes_a_second": (fifty, 20, "")}
        port = server.port + 1 if server.port < 65000 else server.port - 1
        for name, (path, _, _) in cases.items():
            pathlib.Path(folder, name).write_bytes(as_role(server, "leader", "GET", path).body)
        pathlib.Path(folder).chmod(0o755)
        pathlib.Path(folder, "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        nginx = subprocess.Popen(["nginx", "-c", folder + "/nginx.conf"], stderr=subprocess.DEVNULL)
        try:
            time.sleep(0.5)
            for name, (path, writes, goal) in cases.items():
                ours, theirs = [], []
                for _ in range(ROUNDS):
                    with writing(server, writes):
                        ours.append(rate(f"http://{server.host}:{server.port}{path}", [cookie]))
                    theirs.append(rate(f"http://127.0.0.1:{port}/{name}"))
                ratio = statistics.median(o / t for o, t in zip(ours, theirs))
                print(f"{name},{statistics.median(ours):.0f},{statistics.median(theirs):.0f},{ratio:.2f},{goal}", flush=True)
        finally:
            nginx.terminate()
            nginx.wait()


if __name__ == "__main__":
    main()

"""Runs the real program for the scenarios: a demo zone in a temporary folder, a server on a free port, tokens by role.

With ZW_TEST_POSTGRES in the environment every installation has its database in a private PostgreSQL instead of its folder."""
import contextlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from postgres import Cluster

ROLES = ["officer", "secretary", "contact", "leader", "administrator", "auditor"]
POSTGRES = Cluster() if os.environ.get("ZW_TEST_POSTGRES") else None


def place(data):
    """The words that name an installation on the command line."""
    return ["--data", str(data), *(["--postgres", POSTGRES.conninfo(data)] if POSTGRES else [])]


def execute(data, statements):
    """SQL past the program; for what people cannot do and damage does."""
    if POSTGRES:
        return POSTGRES.execute(data, statements)
    with contextlib.closing(sqlite3.connect(pathlib.Path(data, "zonewright.db"))) as connection:
        connection.executescript(statements)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """One `zonewright serve`; its address is read from what it prints."""

    def __init__(self, binary, data, extra=()):
        os.makedirs(data, exist_ok=True)
        self.process = subprocess.Popen([binary, "serve", *place(data), "--port", "0", *extra], stdout=subprocess.PIPE,
                                        stderr=open(os.path.join(data, "serve.err"), "a+"), text=True)
        self.data = data
        self.tokens, self.bearers = {}, {}  # cookies of sessions and tokens of programs, by role
        self.setup_path = None
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("the server did not start: " + "".join(lines) + pathlib.Path(data, "serve.err").read_text())
            lines.append(line)
            if match := re.search(r"http://[^/]+(/setup\?token=\S+)", line):
                self.setup_path = match.group(1)
            if match := re.search(r"ready at http://([\d.]+):(\d+)", line):
                self.host, self.port = match.group(1), int(match.group(2))
                return

    def call(self, method, path, body=None, token=None, headers=None, timeout=300):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        sent = dict(headers or {})
        if token:
            sent["Authorization"] = "Bearer " + token
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        connection.request(method, path, body=data, headers=sent)
        response = connection.getresponse()
        received = {}
        for name, value in response.getheaders():
            received[name.lower()] = received[name.lower()] + "\n" + value if name.lower() in received else value
        answer = Answer(response.status, received, response.read())
        connection.close()
        return answer

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()


def run(binary, *words, expect=0, patience=300):
    done = subprocess.run([binary, *words], capture_output=True, text=True, timeout=patience)
    if expect is not None and done.returncode != expect:
        raise AssertionError(f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done


@contextlib.contextmanager
def folder():
    path = tempfile.mkdtemp(prefix="zonewright-")
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def furnish(binary, data, stage):
    """A demo zone: made anew, or copied from the one that ZW_ZONES keeps between the programs of a test run."""
    zones = os.environ.get("ZW_ZONES")
    if POSTGRES or not zones:
        run(binary, "demo", *place(data), "--stage", stage)
        return
    made = run(pathlib.Path(__file__).with_name("demo_zone.sh"), binary, zones, stage).stdout.strip()
    shutil.copytree(made, data, dirs_exist_ok=True)


@contextlib.contextmanager
def demo_server(binary, stage="2020-06-14", extra=()):
    with folder() as data:
        furnish(binary, data, stage)
        server = Server(binary, data, extra)
        try:
            server.tokens = {role: persona_cookie(server, role) for role in ROLES if role != "auditor"}
            name = as_role(server, "leader", "GET", "/api/session").json["person"]["name"]
            server.bearers["auditor"] = run(binary, "token", *place(data), "--person", name, "--role", "auditor").stdout.strip()
            yield server
        finally:
            if server.process.poll() is None:
                server.stop()
            elif server.process.returncode != 0:
                print("the server died: " + pathlib.Path(data, "serve.err").read_text()[-3000:])


def persona_cookie(server, role):
    answer = server.call("POST", "/api/session/persona", {"role": role}, headers={"Sec-Fetch-Site": "same-origin"})
    if answer.status >= 300:
        raise AssertionError(f"entering as {role}: {answer.status} {answer.body[:200]}")
    cookies = answer.headers.get("set-cookie", "")
    return re.search(r"zw_session=([^;]+)", cookies).group(1)


def credentials(server, role):
    if role in server.bearers:
        return {"Authorization": "Bearer " + server.bearers[role]}
    return {"Cookie": "zw_session=" + server.tokens[role], "Sec-Fetch-Site": "same-origin"}


def as_role(server, role, method, path, body=None, headers=None):
    return server.call(method, path, body, headers={**credentials(server, role), **(headers or {})})


def wait_for_job(server, role, path, seconds=120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = as_role(server, role, "GET", path).json
        if job["state"] not in ("queued", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"{path} did not end")


def binary_from_command_line():
    return str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/dev/zonewright").resolve())


def check_all(checks):
    """Runs each (name, function); prints all failures and exits accordingly."""
    failed = 0
    for name, act in checks:
        try:
            act()
        except Exception as error:  # a scenario that breaks must not hide the others
            failed += 1
            print(f"FAIL {name}: {type(error).__name__}: {error}")
    print(f"{len(checks) - failed} of {len(checks)} scenarios")
    sys.exit(1 if failed else 0)


def env_with(**more):
    return {**os.environ, **more}

"""The whole program under bad luck: killed while it writes, told to stop, started wrongly, given a broken file."""
import http.client
import json
import pathlib
import random
import socket
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import Server, as_role, binary_from_command_line, check_all, folder, persona_cookie, run  # noqa: E402

KILLS = 4


def write_until_killed(server, cookie, acknowledged, stop):
    connection = http.client.HTTPConnection(server.host, server.port, timeout=20)
    headers = {"Cookie": "zw_session=" + cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    while not stop.is_set():
        name = f"示例断电{random.getrandbits(60):x}有限公司"
        try:
            connection.request("POST", "/api/registry/enterprises", json.dumps({"name": name}).encode(), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 201:
                acknowledged.append(name)
        except (OSError, http.client.HTTPException):
            return


def killed_while_writing(binary):
    with folder() as data:
        run(binary, "demo", "--data", data, "--stage", "2020-02-10")
        kept = []
        for _ in range(KILLS):
            server = Server(binary, data)
            cookie = persona_cookie(server, "secretary")
            lists, stop = [[] for _ in range(4)], threading.Event()
            writers = [threading.Thread(target=write_until_killed, args=(server, cookie, one, stop)) for one in lists]
            for writer in writers:
                writer.start()
            time.sleep(random.uniform(0.5, 1.5))
            server.kill()
            stop.set()
            for writer in writers:
                writer.join()
            kept += [name for one in lists for name in one]
        assert len(kept) > 20, f"only {len(kept)} writes were acknowledged"
        run(binary, "check", "--data", data)
        run(binary, "export", data + "/out.json", "--data", data)
        stored = {row["name"] for row in json.loads(pathlib.Path(data, "out.json").read_text(encoding="utf-8"))}
        lost = [name for name in kept if name not in stored]
        assert not lost, f"{len(lost)} of {len(kept)} acknowledged writes are gone"


def told_to_stop(binary):
    with folder() as data:
        run(binary, "demo", "--data", data, "--stage", "2020-02-10")
        server = Server(binary, data)
        started = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - started < 10


def a_fresh_installation(binary):
    with folder() as data:
        server = Server(binary, data)
        try:
            assert server.setup_path, "no set-up link was printed"
            welcome = server.call("GET", "/api/welcome").json
            assert welcome["setup_required"] and not welcome["demo"], welcome
            assert server.call("POST", "/api/session/persona", {"role": "administrator"}, headers={"Sec-Fetch-Site": "same-origin"}).status in (401, 404)
            form = {"token": server.setup_path.split("=", 1)[1], "zone_name": "示例园区", "name": "示例管理员", "login": "admin.one",
                    "password": "a long and quiet sentence"}
            bad = server.call("POST", "/api/setup", {**form, "token": "wrong"}, headers={"Sec-Fetch-Site": "same-origin"})
            assert bad.status >= 400, bad.status
            made = server.call("POST", "/api/setup", form, headers={"Sec-Fetch-Site": "same-origin"})
            assert made.status < 300, made.body
            again = server.call("POST", "/api/setup", form, headers={"Sec-Fetch-Site": "same-origin"})
            assert again.status >= 400, "the set-up link worked twice"
        finally:
            server.stop()


def wrong_starts(binary):
    with folder() as data:
        run(binary, "demo", "--data", data, "--stage", "2020-02-10")
        run(binary, "demo", "--data", data, expect=2)
        run(binary, "serve", "--data", data, "--no-such-flag", expect=2)
        run(binary, "serve", "--data", data, "--port", "99999999", expect=2)
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            refused = run(binary, "serve", "--data", data, "--port", str(taken.getsockname()[1]), expect=3)
            assert len(refused.stderr.strip().splitlines()) == 1, refused.stderr
        server = Server(binary, data)
        try:
            assert len(run(binary, "serve", "--data", data, "--port", "0", expect=3).stderr.strip().splitlines()) == 1
        finally:
            server.stop()
        run(binary, "check", "--data", data + "/nowhere", expect=3)


def broken_files(binary):
    with folder() as data:
        run(binary, "demo", "--data", data, "--stage", "2020-02-10")
        database = pathlib.Path(data, "zonewright.db")
        whole = database.read_bytes()
        for broken in (b"this is not a database" * 400, whole[: len(whole) // 2 - 100], b"\0" * 8192):
            for rest in pathlib.Path(data).glob("zonewright.db-*"):
                rest.unlink()
            database.write_bytes(broken)
            done = run(binary, "check", "--data", data, expect=None)
            assert done.returncode in (1, 3), (done.returncode, done.stdout, done.stderr)
            assert database.read_bytes() == broken, "a broken file was changed"


def backup_and_restore(binary):
    with folder() as data:
        run(binary, "demo", "--data", data, "--stage", "2020-02-10")
        run(binary, "import", data + "/ledger.xlsx", "--data", data, expect=1)
        run(binary, "backup", data + "/copy.db", "--data", data)
        run(binary, "restore", data + "/copy.db", "--data", data, expect=2)
        run(binary, "restore", data + "/copy.db", "--data", data + "/other")
        uploaded = {path.name: path.read_bytes() for path in pathlib.Path(data, "blobs").iterdir()}
        assert uploaded == {path.name: path.read_bytes() for path in pathlib.Path(data, "other", "blobs").iterdir()} != {}
        for place in (data, data + "/other"):
            run(binary, "export", place + "/out.json", "--data", place)
        assert pathlib.Path(data, "out.json").read_bytes() == pathlib.Path(data, "other", "out.json").read_bytes()
        damaged = bytearray(pathlib.Path(data, "copy.db").read_bytes())
        damaged[len(damaged) // 2: len(damaged) // 2 + 4096] = bytes(4096)
        pathlib.Path(data, "damaged.db").write_bytes(damaged)
        assert run(binary, "restore", data + "/damaged.db", "--data", data + "/third", expect=None).returncode in (1, 3)
        assert not pathlib.Path(data, "third", "zonewright.db").exists()


def main():
    binary = binary_from_command_line()
    acts = [killed_while_writing, told_to_stop, a_fresh_installation, wrong_starts, broken_files, backup_and_restore]
    check_all([(act.__name__, lambda act=act: act(binary)) for act in acts])


if __name__ == "__main__":
    main()

"""Hostile files and hostile HTTP end to end: each gets one clear refusal, memory stays bounded, and others are served meanwhile."""
import json
import pathlib
import socket
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from hostile import files  # noqa: E402
from zone import as_role, binary_from_command_line, check_all, credentials, demo_server  # noqa: E402

MOST_MEMORY = 300 << 10  # kB beyond what the server has at its start
SANITIZED = 4  # a sanitizer's shadow and quarantine multiply what a program holds


class Watched:
    """A server, its memory, and somebody who goes on working with it."""

    def __init__(self, server):
        self.server, self.figures = server, []
        self.answered, self.silent, self.is_over = 0, [], threading.Event()
        self.visitor = threading.Thread(target=self._visit, daemon=True)
        as_role(server, "secretary", "GET", "/api/registry/enterprises")
        self.at_start = self.memory("VmRSS")
        self.is_sanitized = b"asan" in pathlib.Path(f"/proc/{server.process.pid}/maps").read_bytes()
        self.visitor.start()

    def memory(self, what):
        for line in pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text().splitlines():
            if line.startswith(what):
                return int(line.split()[1])

    def _visit(self):
        while not self.is_over.is_set():
            try:
                answer = self.server.call("GET", "/api/registry/enterprises?limit=1", headers=credentials(self.server, "leader"), timeout=60)
                self.answered += answer.status == 200
            except OSError as error:
                self.silent.append(repr(error))
            time.sleep(0.05)

    def measure(self, name, act):
        """Runs one attack; tells time and the peak of memory, which the kernel starts anew for each."""
        pathlib.Path(f"/proc/{self.server.process.pid}/clear_refs").write_text("5")
        visits, began = self.answered, time.monotonic()
        act()
        took, peak = time.monotonic() - began, self.memory("VmHWM") - self.at_start
        self.figures.append(f"{name}: {took:.2f} s, {peak / 1024:.0f} MB, {self.answered - visits} answers to others")
        assert peak < MOST_MEMORY * (SANITIZED if self.is_sanitized else 1), self.figures[-1]

    def end(self):
        self.is_over.set()
        self.visitor.join()
        print("\n".join(self.figures))
        assert not self.silent and self.answered > 20, (self.answered, self.silent[:3])
        assert self.server.process.poll() is None, "the server died"


def hostile_files(watched):
    server = watched.server
    workbook = as_role(server, "secretary", "GET", "/api/intake/template?target=enterprise").body
    before = as_role(server, "secretary", "GET", "/api/intake/batches").json["total"]
    faults, read = [], 0
    for name, data, codes in files(workbook):
        answers = []
        watched.measure(name, lambda: answers.append(as_role(server, "secretary", "POST", "/api/intake/batches?name=ledger.xlsx&target=enterprise", data,
                                                             {"Content-Type": "application/octet-stream"})))
        answer = answers[0]
        if codes is None:
            read += answer.status == 201
            if answer.status not in (201, 422):
                faults.append(f"{name}: {answer.status}")
        elif answer.status != 422 or answer.json["code"] not in codes or len(answer.json["problems"]) != 1 or not answer.json["message"]:
            faults.append(f"{name} ({len(data)} bytes): {answer.status} {answer.body[:300].decode('utf-8', 'replace')}")
    assert not faults, "\n  ".join(faults)
    assert as_role(server, "secretary", "GET", "/api/intake/batches").json["total"] == before + read, "a refused file left a batch"
    for place in (pathlib.Path(server.data), pathlib.Path(server.data).parent, pathlib.Path("/tmp"), pathlib.Path("/")):
        assert not list(place.glob("*owned.txt")), f"a file was written into {place}"


def converse(server, pieces, pause=0, wait=30):
    """Sends raw bytes and answers what came back; "" when the server closed without a word."""
    with socket.create_connection((server.host, server.port), timeout=wait) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                if pause:
                    time.sleep(pause)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server has said what it had to say
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
                if b"\r\n\r\n" in received and len(received) > 200:
                    break
        except ConnectionResetError:
            pass
        return received.decode("latin-1")


def head(method="GET", target="/api/registry/enterprises", *lines):
    return "\r\n".join([f"{method} {target} HTTP/1.1", "Host: zone", *lines, "", ""]).encode("latin-1")


def cookie_of(server, role="secretary"):
    return "Cookie: " + credentials(server, role)["Cookie"]


def hostile_requests(watched):
    server = watched.server
    cookie = cookie_of(server)
    json_type = "Content-Type: application/json"
    enterprises = "/api/registry/enterprises"

    def posted(body, *lines):
        return [head("POST", enterprises, cookie, json_type, f"Content-Length: {len(body)}", *lines) + body]

    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    deep = b'{"name":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    keys = json.dumps({f"k{i}": i for i in range(10_000)}).encode()
    same = b'{"name":"x"' + b',"name":"x"' * 10_000 + b"}"
    requests = {
        "1 GB announced": ([head("POST", enterprises, cookie, json_type, "Content-Length: 1000000000")], {413}),
        "a length beyond all numbers": ([head("POST", enterprises, cookie, json_type, "Content-Length: " + "9" * 40)], {400, 413}),
        "a negative length": ([head("POST", enterprises, cookie, json_type, "Content-Length: -1")], {400}),
        "endless chunks": ([head("POST", enterprises, cookie, json_type, "Transfer-Encoding: chunked")] + [chunk] * 200, {413}),
        "a chunk beyond all numbers": ([head("POST", enterprises, cookie, json_type, "Transfer-Encoding: chunked"), b"f" * 30 + b"\r\n"], {400, 413}),
        "20,000 headers": ([head("GET", enterprises, cookie, *[f"X-{i}: y" for i in range(20_000)])], {400, 431}),
        "a header of 1 MB": ([head("GET", enterprises, cookie, "X-Long: " + "y" * 1_000_000)], {400, 431}),
        "a target of 1 MB": ([head("GET", "/" + "a" * 1_000_000)], {400, 414, 431}),
        "length and chunks at once": ([head("POST", enterprises, cookie, json_type, "Content-Length: 5", "Transfer-Encoding: chunked"), b"0\r\n\r\n"], {400}),
        "two lengths": ([head("POST", enterprises, cookie, json_type, "Content-Length: 5", "Content-Length: 6"), b"{}"], {400}),
        "NUL in the target": ([head("GET", enterprises + "\0?x=1", cookie)], {400}),
        "an escaped NUL in the target": ([head("GET", enterprises + "/%00", cookie)], {400}),
        "no UTF-8 in the target": ([head("GET", enterprises + "?q=%ff%fe", cookie)], {400}),
        "dots in the target": ([head("GET", "/../../../../etc/passwd")], {400}),
        "escaped dots in the target": ([head("GET", "/%2e%2e/%2e%2e/etc/passwd")], {400}),
        "a header without a name": ([head("GET", enterprises, cookie, ": y")], {400}),
        "a folded header": ([head("GET", enterprises, cookie, "X-A: b", " c")], {400}),
        "a bare line feed": ([b"GET / HTTP/1.1\nHost: zone\n\n"], {400}),
        "not HTTP at all": ([b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300) + b"\r\n\r\n"], {400, 431}),
        "JSON 100,000 deep": (posted(deep), {400}),
        "10,000 unknown keys": (posted(keys), {422}),
        "10,000 times the same key": (posted(same), {400}),
        "no UTF-8 in JSON": (posted(b'{"name":"\xff\xfe"}'), {400, 422}),
        "a NUL in a name": (posted(b'{"name":"a\\u0000b"}'), {422}),
        "half a surrogate in a name": (posted(b'{"name":"\\ud800"}'), {400, 422}),
        "a number beyond all numbers": (posted(b'{"name":"x","employees":' + b"9" * 500_000 + b"}"), {400, 422}),
        "a method of 1 MB": ([b"A" * 1_000_000], {400, 431, 501}),
    }
    faults = []
    for name, (pieces, statuses) in requests.items():
        said = []
        watched.measure(name, lambda: said.append(converse(server, pieces)))
        status = int(said[0][9:12]) if said[0].startswith("HTTP/1.1 ") else None
        if status not in statuses or '"code":"' not in said[0]:
            faults.append(f"{name}: {said[0][:120]!r}, expected {statuses}")
        if said[0].count("HTTP/1.1 ") > 1:
            faults.append(f"{name}: answered more than once")
    assert not faults, "\n  ".join(faults)


class Dribblers:
    """Connections that send a byte now and then, for ever; they begin before everything else and go on beside it."""

    def __init__(self, server, count=100):
        self.server, self.ended = server, []
        body = head("POST", "/api/registry/enterprises", cookie_of(server), "Content-Type: application/json", "Content-Length: 1000")
        kinds = [(b"GET / HTTP/1.1\r\n", b"X"), (body, b" ")] * count
        self.threads = [threading.Thread(target=self._dribble, args=kind, daemon=True) for kind in kinds]
        for thread in self.threads:
            thread.start()

    def _dribble(self, start, piece):
        with socket.create_connection((self.server.host, self.server.port), timeout=60) as connection:
            connection.sendall(start)
            connection.settimeout(1)
            for _ in range(120):  # far beyond the deadlines
                try:
                    connection.sendall(piece)
                    return self.ended.append(connection.recv(12))
                except TimeoutError:
                    continue
                except OSError:
                    return self.ended.append(b"")

    def end(self):
        """Deadlines are for the whole of a head and a body, however lively they seem."""
        for thread in self.threads:
            thread.join()
        assert len(self.ended) == len(self.threads), f"{len(self.threads) - len(self.ended)} of {len(self.threads)} may go on for ever"
        assert self.ended.count(b"HTTP/1.1 408") > len(self.threads) / 2, set(self.ended)


def many_connections(watched):
    """Thousands of silent connections keep nobody out."""
    held = []

    def attack():
        for _ in range(800):
            held.append(socket.create_connection((watched.server.host, watched.server.port), timeout=30))
        visits, until = watched.answered, time.monotonic() + 60
        while watched.answered < visits + 5 and time.monotonic() < until:
            time.sleep(0.05)
        assert watched.answered >= visits + 5, "others are not answered"

    watched.measure("800 silent connections", attack)
    for connection in held:
        connection.close()


def main():
    with demo_server(binary_from_command_line()) as server:
        watched, dribblers = Watched(server), Dribblers(server)
        acts = [hostile_files, hostile_requests, many_connections]
        check_all([(act.__name__, lambda act=act: act(watched)) for act in acts] +
                  [("slow requests are cut off", dribblers.end), ("others were served throughout", watched.end)])


if __name__ == "__main__":
    main()

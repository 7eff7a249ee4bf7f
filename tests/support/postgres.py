"""A private PostgreSQL cluster for the scenarios: one database for each data folder, and the server can be killed and started."""
import atexit
import hashlib
import pathlib
import subprocess

SCRIPT = pathlib.Path(__file__).with_name("private_postgres.sh")


class Cluster:
    def __init__(self):
        self.script = subprocess.Popen([str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.folder, self.programs = self._answer().split()
        self.made = set()
        atexit.register(self.end)

    def _answer(self):
        line = self.script.stdout.readline()
        if not line.startswith("/"):
            raise RuntimeError("no PostgreSQL for the tests: " + line)
        return line

    def conninfo(self, data):
        """The database that belongs to a data folder; made when it is first asked for."""
        name = "zone_" + hashlib.sha256(str(data).encode()).hexdigest()[:16]
        if name not in self.made:
            subprocess.run([f"{self.programs}/createdb", "-h", self.folder, "-U", "zonewright", "-T", "template0", name], check=True)
            self.made.add(name)
        return f"host={self.folder} user=zonewright dbname={name}"

    def execute(self, data, statements):
        subprocess.run([f"{self.programs}/psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.conninfo(data)], input=statements, text=True, check=True)

    def kill(self):
        """As a crash: connections are cut without a word. What was committed stays."""
        self._ask("kill")

    def start(self):
        self._ask("start")

    def _ask(self, what):
        self.script.stdin.write(what + "\n")
        self.script.stdin.flush()
        self._answer()

    def end(self):
        self.script.stdin.close()
        self.script.wait(timeout=60)

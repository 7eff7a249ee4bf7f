"""The same scenarios and the same role matrix with the data in PostgreSQL."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from zone import binary_from_command_line, check_all, env_with  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
AGAIN = ("test_scenarios.py", "test_roles.py", "test_leaks.py")


def on_postgres(script, binary):
    done = subprocess.run([sys.executable, str(HERE / script), binary], env=env_with(ZW_TEST_POSTGRES="1"), capture_output=True, text=True)
    assert done.returncode == 0, "\n" + done.stdout + done.stderr


def main():
    binary = binary_from_command_line()
    check_all([(script, lambda script=script: on_postgres(script, binary)) for script in AGAIN])


if __name__ == "__main__":
    main()

"""`make demo`: makes the world if need be, starts the server and the job worker, and stops both on Ctrl-C.

python -m docker.launch PORT [DIRECTORY]: the directory holds the database and the logs, `var` unless told.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from urllib.request import urlopen

from docker.servers import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60
GRACE = 10


class CannotShow(Exception):
    """The demo cannot go on; says why in a sentence."""


@dataclass(frozen=True)
class Programs:
    """The server and the worker, each with its log."""

    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str) -> None:
        """Start one apart from us, so that Ctrl-C reaches it through us only."""
        with (self.logs / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def refuse_if_ended(self) -> None:
        """Raises: CannotShow, when one has ended by itself, with its last words."""
        for name, program in self.running.items():
            if program.poll() is not None:
                log = self.logs / f"{name}.log"
                last = log.read_text(errors="replace").strip().splitlines()[-12:]
                raise CannotShow("\n".join([f"The {name} stopped by itself; the end of {log}:", *last]))

    def wait_until_well(self, address: str) -> None:
        """Raises: CannotShow, when the server does not answer within a minute."""
        until = time.monotonic() + PATIENCE
        while not is_well(address):
            self.refuse_if_ended()
            if time.monotonic() > until:
                raise CannotShow(f"The server did not answer within {PATIENCE} seconds; see {self.logs / 'server.log'}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ask all to end, wait a little, insist."""
        for program in self.running.values():
            if program.poll() is None:
                program.send_signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        for program in self.running.values():
            try:
                program.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def check_port(port: str) -> None:
    """Raises: CannotShow, when we could not listen there; before anything is made or started."""
    if not (port.isascii() and port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536):
        raise CannotShow(f"The port must be a whole number from 1 to 65535, such as 8000, not '{port}'.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            raise CannotShow(f"Port {port} needs rights that you have not; choose one from 1024 on.") from None
        except OSError:
            raise CannotShow(f"Port {port} is taken by another program; stop that, or choose another.") from None


@contextmanager
def alone_in(directory: Path, address: str) -> Iterator[None]:
    """While this lasts, no other demo can use the database there, or put it aside under us.

    Raises: CannotShow, with the address of the one that does.
    """
    with (directory / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotShow(f"The demo runs already, at {lock.read()}: use that, or stop it first.") from None
        lock.truncate(0)
        lock.write(address)
        lock.flush()
        yield


def is_well(address: str) -> bool:
    """Whether the server answers that it is."""
    try:
        with urlopen(f"{address}/health/", timeout=5) as reply:  # noqa: S310  our own address
            return bool(reply.status == 200)
    except OSError:
        return False


def show(port: str, logs: Path) -> None:
    """Start both programs, say where to look, and stay until one ends or Ctrl-C."""
    programs = Programs(logs)
    address = f"http://localhost:{port}"
    print("Starting the server and the worker", flush=True)
    try:
        programs.start("server", "-m", "daphne", "-v", "0", "-b", "127.0.0.1", "-p", port, "mhst.asgi:application")
        programs.start("worker", "manage.py", "worker", "--no-startup-delay", "--no-reload")
        programs.wait_until_well(address)
        welcome(address)
        while True:
            programs.refuse_if_ended()
            time.sleep(0.5)
    finally:
        programs.stop()


def welcome(address: str) -> None:
    """The address and the logins."""
    from django.core.management import call_command, get_commands

    print(f"\n  {address}\n", flush=True)
    if "demo_logins" in get_commands():
        call_command("demo_logins")
    print("\nCtrl-C stops it.", flush=True)


def interrupted(number: int, frame: FrameType | None) -> None:
    """A polite end is the same as Ctrl-C."""
    raise KeyboardInterrupt


def main(port: str, directory: Path) -> None:
    """Prepare and show."""
    check_port(port)
    database = directory / "mhst.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "mhst.settings.demo"
    os.environ["MHST_DATABASE_URL"] = f"sqlite:///{database}"
    os.environ.setdefault("MHST_BASE_URL", f"http://localhost:{port}")
    logs = directory / "log"
    for needed in (logs, ROOT / "var" / "static"):
        needed.mkdir(parents=True, exist_ok=True)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    import django

    django.setup()
    from docker.world import World

    world = World(database)
    with alone_in(directory, f"http://localhost:{port}"):
        if os.environ.get("FRESH") or not world.is_current():
            world.make()
        begin_evening()
        show(port, logs)


def begin_evening() -> None:
    """Where there is an invented world, somebody waits to talk whenever it is looked at."""
    from django.core.management import call_command, get_commands

    if "begin_evening" in get_commands():
        call_command("begin_evening")


if __name__ == "__main__":
    try:
        main(sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "var").resolve())
    except CannotShow as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        print("\nStopped.")

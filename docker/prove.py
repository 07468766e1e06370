"""`make test`: everything on SQLite, with its coverage; then on PostgreSQL and Redis what depends on them.

The last lines are pytest's own closing lines. Arguments go to pytest (`make test ARGS="-k booking -x"`).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from docker import gates, servers

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5
#: SlipCover puts its marks into the code and takes them out once seen: a tracer would double the time of the run.
MEASURING = ("-p", "docker.measuring")


def run_pytest(
    name: str, arguments: list[str], environment: dict[str, str], *, workers: int = 2, measuring: bool = False
) -> tuple[int, str]:
    """Run pytest and show it as it goes; its exit code and its closing line, to be said again at the end.

    Files run whole, in the order in which they were collected: `tests.conftest` puts those first that take long.
    """
    print(f"\n== {name}", flush=True)
    run = [sys.executable, "-m", "pytest", *(MEASURING if measuring else ())]
    command = [*run, "-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder", *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        end = _shown(process.stdout)
        return process.wait(), (end.strip().splitlines() or [""])[-1]
    finally:
        if process.poll() is None:  # we are being stopped: so is it
            process.terminate()
            process.wait()


def _shown(output: IO[bytes] | None) -> str:
    """Pass on what is written, dot by dot; the end of it."""
    end = b""
    while output and (piece := os.read(output.fileno(), 65536)):
        sys.stdout.buffer.write(piece)
        sys.stdout.flush()
        end = (end + piece)[-2000:]
    return end.decode(errors="replace")


@contextmanager
def production_like() -> Iterator[dict[str, str]]:
    """The settings of a run on servers of our own."""
    with servers.postgres() as database, servers.redis() as redis:
        yield {"MHST_DATABASE_URL": database, "MHST_REDIS_URL": redis}


def migrate_both(production: dict[str, str]) -> subprocess.Popen[bytes]:
    """Migrate the databases that all tests copy, for both engines at the same time: each keeps one core busy.

    Returns the process that lays out the world of the journeys meanwhile: nobody waits for it before the journeys.
    What goes wrong in any of them is said again by the tests that need it.
    """
    both = [_beside("tests.copies", each) for each in ({}, production)]
    for process in both:
        process.wait()
    return _beside("tests.journeys.world", {})


def _beside(module: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "mhst.settings.test", **environment}
    return subprocess.Popen([sys.executable, "-m", module], cwd=ROOT, env=told)


def hold_the_gates() -> int:
    """What the run on SQLite reached, which runs everything; the number of gates that failed."""
    print("\n== Coverage", flush=True)
    failed = gates.hold(gates.measured(), gates.gates())
    print("\n".join(failed), flush=True)
    return len(failed)


def main(arguments: list[str]) -> int:
    """Both runs and the gates; 0 when all is well."""
    began = time.monotonic()
    closing: list[tuple[str, str]] = []
    chosen = bool(arguments)
    with production_like() as environment:
        world = None if chosen else migrate_both(environment)
        embedded, line = run_pytest("SQLite and memory", arguments, {}, measuring=not chosen)
        closing.append(("SQLite and memory", line))
        if world:
            world.wait()
        # Races and storms wait more than they work: there is time for a third.
        production, line = run_pytest(
            "PostgreSQL and Redis", ["-m", "both_engines", *arguments], environment, workers=3
        )
        closing.append(("PostgreSQL and Redis", line))
    if chosen and production == NOTHING_COLLECTED:
        production = 0
    ungated = 0 if chosen else hold_the_gates()
    print(f"\n== {time.monotonic() - began:.0f} s in all" + (f", {ungated} coverage gates failed" if ungated else ""))
    for name, line in closing:
        print(f"On {name}:\n{line}")
    return embedded or production or int(ungated > 0)


def _interrupted(number: int, frame: FrameType | None) -> None:
    """A polite end is the same as Ctrl-C: the servers stop too."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        sys.exit(main(sys.argv[1:]))
    except servers.CannotStart as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Stopped.")

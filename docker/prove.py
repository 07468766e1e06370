"""`make test`: everything on SQLite, with its coverage, and what depends on them on PostgreSQL and Redis beside it.

The last lines are pytest's own closing lines. Arguments go to pytest (`make test ARGS="-k booking -x"`).
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

from docker import gates, servers

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5
#: SlipCover puts its marks into the code and takes them out once seen: a tracer would double the time of the run.
MEASURING = ("-p", "docker.measuring")


class Run:
    """One run of pytest, which goes on until its end is asked for.

    Files run whole, in the order in which they were collected: `tests.conftest` puts those first that take long.
    """

    def __init__(self, name: str, arguments: Sequence[str], environment: dict[str, str], *, workers: int) -> None:
        self.name = name
        run = [sys.executable, "-m", "pytest", "-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
        self._said, self._shown = tempfile.TemporaryFile(), 0  # noqa: SIM115 it is closed with the run
        self._process = subprocess.Popen(
            [*run, *arguments],
            cwd=ROOT,
            env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *problem: object) -> None:
        if self._process.poll() is None:  # we are being stopped: so is it
            self._process.terminate()
            self._process.wait()
        self._said.close()

    def end(self) -> tuple[int, str]:
        """Show what it has said, and says until it ends; its exit code and its closing line, to be said again."""
        print(f"\n== {self.name}", flush=True)
        while not self._is_over(within=1):
            self._show()
        self._show()
        return self._process.returncode, self._closing_line()

    def _is_over(self, *, within: float) -> bool:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=within)
        return self._process.returncode is not None

    def _show(self) -> None:
        while piece := os.pread(self._said.fileno(), 65536, self._shown):
            sys.stdout.buffer.write(piece)
            sys.stdout.flush()
            self._shown += len(piece)

    def _closing_line(self) -> str:
        end = os.pread(self._said.fileno(), 2000, max(0, self._shown - 2000))
        return (end.decode(errors="replace").strip().splitlines() or [""])[-1]


@contextmanager
def production_like() -> Iterator[dict[str, str]]:
    """The settings of a run on servers of our own."""
    with servers.postgres() as database, servers.redis() as redis:
        yield {"MHST_DATABASE_URL": database, "MHST_REDIS_URL": redis}


def prepare(production: dict[str, str]) -> subprocess.Popen[bytes]:
    """Make what all workers share: the databases that tests copy, one for each engine, and compiled code.

    Returns the process that lays out the world of the journeys meanwhile: nobody waits for it before the journeys.
    What goes wrong in any of them is said again by the tests that need it.
    """
    # Whoever collects the tests leaves all modules compiled, and the asserts of the tests rewritten.
    collecting = _beside("pytest", {}, "--collect-only", "-qq", said=subprocess.DEVNULL)
    for process in (_beside("tests.copies", {}), _beside("tests.copies", production), collecting):
        process.wait()
    return _beside("tests.journeys.world", {})


def _beside(
    module: str, environment: dict[str, str], *arguments: str, said: int | None = None
) -> subprocess.Popen[bytes]:
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "mhst.settings.test", **environment}
    return subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=ROOT, env=told, stdout=said)


def hold_the_gates() -> int:
    """What the run on SQLite reached, which runs everything; the number of gates that failed."""
    print("\n== Coverage", flush=True)
    failed = gates.hold(gates.measured(), gates.gates())
    print("\n".join(failed), flush=True)
    return len(failed)


def main(arguments: list[str]) -> int:
    """Both runs and the gates; 0 when all is well."""
    began = time.monotonic()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # dozens of processes import the same: compiled once, read by all
    chosen = bool(arguments)
    with production_like() as environment, ExitStack() as running:
        world = None if chosen else prepare(environment)
        # Journeys, races and storms wait as much as they work: four processes keep two cores busy.
        embedded = running.enter_context(
            Run("SQLite and memory", [*(() if chosen else MEASURING), *arguments], {}, workers=3)
        )
        production = running.enter_context(
            Run("PostgreSQL and Redis", ["-m", "both_engines", *arguments], environment, workers=1)
        )
        ends = {run.name: run.end() for run in (embedded, production)}
        if world:
            world.wait()
    if chosen and ends[production.name][0] == NOTHING_COLLECTED:
        ends[production.name] = (0, ends[production.name][1])
    ungated = 0 if chosen else hold_the_gates()
    print(f"\n== {time.monotonic() - began:.0f} s in all" + (f", {ungated} coverage gates failed" if ungated else ""))
    for name, (_, line) in ends.items():
        print(f"On {name}:\n{line}")
    return next((code for code, _ in ends.values() if code), int(ungated > 0))


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

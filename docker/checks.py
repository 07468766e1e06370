"""`make check`: looks for anything out of order and changes nothing. Every check runs; all that fail are shown."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from docker import locks, tree
from docker.sample import sample

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ["mhst", "cms", "sessions_app", "realtime", "school_link", "docker"]


@dataclass(frozen=True)
class Outcome:
    """What one check found."""

    name: str
    passed: bool
    said: str
    seconds: float


def command(*words: str, **environment: str) -> Callable[[], tuple[bool, str]]:
    """A program of the virtual environment, to be run; passes when it exits with 0."""

    def run() -> tuple[bool, str]:
        done = subprocess.run(
            [str(BIN / words[0]), *words[1:]],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1", "PYTHONUNBUFFERED": "1", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0, done.stdout + done.stderr

    return run


def finding(look: Callable[[], list[str]]) -> Callable[[], tuple[bool, str]]:
    """A look of our own; passes when it finds nothing."""

    def run() -> tuple[bool, str]:
        found = look()
        return not found, "\n".join(found)

    return run


def all_checks() -> dict[str, Callable[[], tuple[bool, str]]]:
    """In the order in which they are started: the slowest first."""
    production = {**sample(), "DJANGO_SETTINGS_MODULE": "mhst.settings.production"}
    # The demo's database may have taken some of the steps that are one by now, and then Django would not look further.
    empty = {"MHST_DATABASE_URL": f"sqlite:///{ROOT / 'var' / 'empty.sqlite3'}"}
    return {
        "types": command("mypy", *PACKAGES),
        "deployment": command("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **production),
        "migrations": command("python", "manage.py", "makemigrations", "--check", "--dry-run", **empty),
        "imports": command("lint-imports", "--no-cache"),
        "dependencies": command("deptry", "."),
        "locks": finding(locks.stale),
        "format": command("ruff", "format", "--check", "."),
        "lint": command("ruff", "check", "."),
        "scripts": command("shellcheck", *tree.shell_scripts()),
        "names of migrations": finding(tree.unnamed_migrations),
        "links in documents": finding(tree.broken_links),
        "hosts and paths": finding(tree.foreign_places),
        "generated documents": finding(tree.stale_documents),
    }


def carry_out(name: str, check: Callable[[], tuple[bool, str]]) -> Outcome:
    """Run one and time it."""
    began = time.monotonic()
    passed, said = check()
    return Outcome(name, passed, said.strip(), time.monotonic() - began)


def main() -> int:
    """All checks, two at a time; the number that failed."""
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        runs = [pool.submit(carry_out, name, check) for name, check in all_checks().items()]
        outcomes = []
        for run in runs:
            outcome = run.result()
            outcomes.append(outcome)
            print(f"  {'ok  ' if outcome.passed else 'FAIL'} {outcome.name} ({outcome.seconds:.1f} s)", flush=True)
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(f"\n== {outcome.name}\n{outcome.said}")
    print(f"\n{len(outcomes) - len(failed)} checks passed, {len(failed)} failed in {time.monotonic() - began:.0f} s")
    return len(failed)


if __name__ == "__main__":
    sys.exit(min(main(), 1))

"""Resolves pyproject.toml into hash-locked requirements that name no registry (`make lock`).

What is locked already stays as it is unless pyproject.toml asks otherwise; `make lock ARGS=--upgrade` takes the newest.
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"
LOCKS = {
    "requirements.txt": [],
    "requirements-dev.txt": ["--group", "dev", "-c", "requirements.txt"],
}
OPTIONS = [
    *("--python-version", "3.11", "--generate-hashes", "--quiet"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
]


class Unresolved(Exception):
    """uv could not resolve; holds what it said."""


def resolve(directory: Path, *extra: str) -> None:
    """Write both locks in `directory`, which holds pyproject.toml and the locks so far."""
    for lock, options in LOCKS.items():
        command = [str(UV), "pip", "compile", "pyproject.toml", *options, *OPTIONS, *extra, "-o", lock]
        done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unresolved(done.stderr.strip())


@contextmanager
def _aside() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        for file in ("pyproject.toml", *LOCKS):
            shutil.copy(ROOT / file, name)
        yield Path(name)


def stale() -> list[str]:
    """The locks that pyproject.toml would now make otherwise. Without a network: what they leave unpinned."""
    with _aside() as directory:
        try:
            resolve(directory)
        except Unresolved as problem:
            if unpinned():
                return unpinned()
            print(f"(not resolved anew, only compared: {str(problem).splitlines()[0]})")
            return []
        return [
            f"{lock} is not what pyproject.toml resolves to; run `make lock`"
            for lock in LOCKS
            if (directory / lock).read_text() != (ROOT / lock).read_text()
        ]


def pins(lock: str) -> dict[str, str]:
    """Name to version, as locked. A line that pins nothing has no version."""
    found: dict[str, str] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if line and line[0] not in " #":
            name, _, version = line.partition(" ")[0].partition("==")
            found[canonicalize_name(name.partition("[")[0])] = version
    return found


def unpinned() -> list[str]:
    """What pyproject.toml asks for and the locks do not give, and what they hold without a version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]],
    }
    problems = []
    for lock, requirements in asked.items():
        locked = pins(lock)
        problems += [f"{lock} holds {name} without a version" for name, version in locked.items() if not version]
        for requirement in map(Requirement, requirements):
            version = locked.get(canonicalize_name(requirement.name), "")
            if not version or version not in requirement.specifier:
                problems.append(f"{lock} has {version or 'nothing'} for {requirement}; run `make lock`")
    return problems


if __name__ == "__main__":
    try:
        resolve(ROOT, *sys.argv[1:])
    except Unresolved as problem:
        sys.exit(f"The dependencies could not be resolved: {problem}")

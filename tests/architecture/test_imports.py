"""The contracts of `[tool.importlinter]` hold, and each of them can break."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
ROOTS = ["mhst", "cms", "sessions_app", "school_link", "realtime"]


def _lint(where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "--no-cache", *arguments], cwd=where, capture_output=True, text=True, check=False)


def test_the_contracts_hold() -> None:
    done = _lint(ROOT)

    assert done.returncode == 0, done.stdout[-3000:]


PLANTED = {
    "stack": ("mhst/core/clock.py", "import mhst.audit.recording"),
    "rooms": ("mhst/utils/__init__.py", ""),
    "inside": ("mhst/places/services.py", ""),
    "access": ("mhst/access/roles.py", "import mhst.access.check"),
    "audit": ("mhst/audit/entries.py", "import mhst.audit.models"),
    "site": ("cms/models/__init__.py", "import cms.views"),
    "orm": ("sessions_app/views/planted.py", "import sessions_app.models"),
    "planner": ("sessions_app/planner/run.py", "import django"),
    "instruments": ("sessions_app/instruments/scoring.py", "import django"),
    "front-doors": ("school_link/apps.py", "import sessions_app.models"),
    "counted-as-told": ("mhst/reporting/apps.py", "import realtime.models"),
    "site-lends": ("sessions_app/apps.py", "import cms.models"),
    "reporting": ("mhst/reporting/apps.py", "import sessions_app.actions"),
    "partition": ("mhst/community/staff_support/enums.py", "import mhst.people.enums"),
    "partition-shut": ("mhst/reporting/apps.py", "import mhst.community.staff_support.enums"),
    "doorkeepers": ("mhst/people/enums.py", "import cryptography"),
}


def test_every_contract_has_its_violation() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())

    assert {contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]} == set(PLANTED)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("planted")
    for name in ROOTS:
        shutil.copytree(ROOT / name, where / name, ignore=shutil.ignore_patterns("static*", "__pycache__", "fonts"))
    shutil.copy(ROOT / "pyproject.toml", where)
    return where


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(copy: Path, contract: str) -> None:
    name, line = PLANTED[contract]
    place = copy / name
    before = place.read_text() if place.exists() else None
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"{before or ''}\n{line}\n")
    try:
        done = _lint(copy, "--contract", contract)
    finally:
        if before is None:
            place.unlink()
            if place.name == "__init__.py":
                place.parent.rmdir()
        else:
            place.write_text(before)

    assert "BROKEN" in done.stdout
    assert done.returncode == 1

"""What the scripts say when something is missing: one sentence, and not 0. Programs are stood in for by stubs."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mhst.settings.environment import ROOT

TOOLS = (
    *("awk", "bash", "cat", "chmod", "cp", "dirname", "env", "find", "head"),
    *("mkdir", "mktemp", "rm", "sha256sum", "sort", "tr", "xargs"),
)
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def stub(tmp_path: Path) -> Callable[[str, str], None]:
    """Put a program of this name and text on an otherwise nearly empty PATH."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        (programs / tool).symlink_to(str(shutil.which(tool)))

    def write(name: str, text: str) -> None:
        (programs / name).unlink(missing_ok=True)
        (programs / name).write_text(f"#!{shutil.which('bash')}\n{text}\n")
        (programs / name).chmod(0o755)

    write("id", "echo 1000")
    write("dpkg-query", "exit 1")
    write("apt-get", 'echo "apt $*"; exit 100')
    return write


@pytest.fixture
def run(tmp_path: Path, stub: Callable[[str, str], None]) -> Run:
    """Run a script of docker/ in a tree that holds nothing else, with the stubs alone."""
    tree = tmp_path / "tree"
    shutil.copytree(ROOT / "docker", tree / "docker", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.txt", "requirements-dev.txt", "package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tree)

    def go(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        variables = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
        return subprocess.run(
            [tree / "docker" / script, *arguments], env=variables, capture_output=True, text=True, check=False
        )

    return go


def test_somebody_who_is_not_root_is_told_all_that_is_missing_and_the_command(run: Run) -> None:
    done = run("provision", "build", "test")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Debian packages are missing; install them with:  sudo apt-get install ")
    some = {"python3.11-venv", "nodejs", "npm", "redis-server", "chromium-headless-shell"}
    assert some - set(done.stderr.split()) == set()
    assert done.stderr.count("\n") == 1


def test_root_without_a_network_is_told_so(run: Run, stub: Callable[[str, str], None], tmp_path: Path) -> None:
    stub("id", "echo 0")
    done = run("provision", "runtime")
    assert done.returncode == 1
    assert done.stdout.startswith("Installing Debian packages: libpango-1.0-0 ")
    assert "is there a network? What apt said is in " in done.stderr
    log = Path(done.stderr.rsplit(" ", 1)[1].strip().rstrip("."))
    assert [line.split()[:3] for line in log.read_text().splitlines()] == [["apt", "-q", "-o"], ["apt", "-q", "-y"]]


def test_another_system_is_told_what_to_bring(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bin" / "apt-get").unlink()
    done = run("provision", "build")
    assert done.returncode == 1
    assert done.stderr.startswith("Missing on this machine, which has no apt-get: python3.11-venv nodejs npm")


def test_nothing_is_said_when_nothing_is_missing(run: Run, stub: Callable[[str, str], None]) -> None:
    stub("dpkg-query", "echo -n installed")
    done = run("provision", "runtime")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_python_there_is_one_sentence(run: Run) -> None:
    done = run("install")
    assert done.returncode == 1
    assert done.stderr == "python3.11 is missing: install Python 3.11 (on Debian: apt-get install python3.11-venv).\n"


def test_packages_that_cannot_be_fetched_leave_one_sentence_and_a_log(
    run: Run, stub: Callable[[str, str], None], tmp_path: Path
) -> None:
    stub("no-network", 'case "$*" in *install*) echo refused; exit 1 ;; esac')
    stub("python3.11", f"mkdir -p .venv/bin; cp {tmp_path}/bin/no-network .venv/bin/python")
    done = run("install")
    assert done.returncode == 1
    assert done.stderr.startswith("Python packages could not be fetched: is there a network? What it said is in ")
    assert Path(done.stderr.rsplit(" ", 1)[1].strip().rstrip(".")).read_text() == "refused\n"
    assert (tmp_path / "tree" / ".venv" / "installed").exists() is False


def test_without_node_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tree" / ".venv").symlink_to(tmp_path)  # a borrowed environment is not touched
    done = run("install")
    assert done.returncode == 1
    assert done.stderr == "node is missing: install Node.js 18 or newer (on Debian: apt-get install nodejs).\n"


def test_an_unknown_kind_is_refused(run: Run) -> None:
    done = run("install", "staging")
    assert (done.returncode, done.stderr) == (2, "docker/install takes production or development, not 'staging'.\n")


def test_keys_are_made_anew_each_time() -> None:
    made = [subprocess.run([ROOT / "docker" / "secrets"], capture_output=True, text=True).stdout for _ in range(2)]
    rings = ["MHST_ENCRYPTION_KEYS", "MHST_CONCERN_KEYS", "MHST_VAULT_KEYS", "MHST_STAFF_SUPPORT_KEYS"]
    names = ["MHST_SECRET_KEY", *rings, "MHST_AUDIT_KEY", "POSTGRES_PASSWORD"]
    assert [[line.partition("=")[0] for line in one.splitlines()] for one in made] == [names, names]
    assert set(made[0].splitlines()) & set(made[1].splitlines()) == set()


def test_every_script_may_be_run() -> None:
    scripts = [path for path in (ROOT / "docker").iterdir() if path.is_file() and path.read_bytes().startswith(b"#!")]
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []

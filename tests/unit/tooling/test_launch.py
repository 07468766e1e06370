import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from docker import launch, world
from docker.launch import CannotShow, Programs
from docker.servers import free_port
from docker.world import World
from mhst.settings.environment import ROOT


def test_a_program_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    programs = Programs(tmp_path)
    programs.start("worker", "-c", "print('no such table: jobs'); raise SystemExit(3)")
    programs.running["worker"].wait()
    with pytest.raises(CannotShow, match=r"(?s)The worker stopped by itself; .*worker\.log:\nno such table: jobs"):
        programs.refuse_if_ended()


def test_one_that_does_not_stop_when_asked_is_made_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "GRACE", 0.2)
    programs = Programs(tmp_path)
    programs.start("server", "-c", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()")
    programs.stop()
    assert programs.running["server"].returncode in {-signal.SIGKILL, -signal.SIGTERM}


def test_a_second_demo_on_the_same_database_is_told_where_the_first_is(tmp_path: Path) -> None:
    first, second = (launch.alone_in(tmp_path, f"http://localhost:{port}") for port in (8000, 8001))
    with first, pytest.raises(CannotShow) as refused, second:
        pass
    assert str(refused.value) == "The demo runs already, at http://localhost:8000: use that, or stop it first."
    with launch.alone_in(tmp_path, "http://localhost:8002"):
        assert (tmp_path / "demo.lock").read_text() == "http://localhost:8002"


def test_nobody_is_well_where_nobody_listens() -> None:
    assert launch.is_well(f"http://127.0.0.1:{free_port()}") is False


def test_a_busy_port_gets_one_sentence_before_anything_is_installed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        variables = {**os.environ, "PORT": str(port)}
        done = subprocess.run(["docker/demo"], cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout + done.stderr == (
        f"Port {port} is taken by another program; stop that, or choose another: make demo PORT={port + 1}\n"
    )


@pytest.mark.parametrize("port", ["99999", "65536", "0", "00", "abc", "-1", "8000x", "999999999999999999999"])
def test_a_port_that_cannot_be_gets_one_sentence_before_anything_is_installed(port: str) -> None:
    done = subprocess.run(
        ["docker/demo"], cwd=ROOT, env={**os.environ, "PORT": port}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    shown = "0" if port == "00" else port
    assert done.stdout + done.stderr == f"PORT must be a whole number from 1 to 65535, such as 8000, not '{shown}'.\n"


@pytest.mark.parametrize("port", ["99999", "0", "abc", "", "²"])
def test_the_launcher_itself_refuses_such_a_port_too(port: str) -> None:
    with pytest.raises(CannotShow) as refused:
        launch.check_port(port)
    assert str(refused.value) == f"The port must be a whole number from 1 to 65535, such as 8000, not '{port}'."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied"), "Port 80 needs rights that you have not; choose one from 1024 on."),
        (OSError(98, "In use"), "Port 80 is taken by another program; stop that, or choose another."),
    ],
)
def test_a_port_that_is_not_ours_gets_one_sentence(error: OSError, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise error

    monkeypatch.setattr(launch.socket, "socket", type("Refusing", (socket.socket,), {"bind": refuse}))
    with pytest.raises(CannotShow) as refused:
        launch.check_port("80")
    assert str(refused.value) == said


def test_a_free_port_will_do() -> None:
    assert launch.check_port(str(free_port())) is None


def test_a_wrong_port_ends_the_launcher_with_a_sentence_and_not_0() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docker.launch", "99999"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The port must be a whole number from 1 to 65535, such as 8000, not '99999'.\n"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    """A world as if made today, a day that does not end while the test runs."""
    here = World(tmp_path / "mhst.sqlite3")
    here.database.write_text("rows")
    with time_machine.travel("2026-11-04 12:00+00:00", tick=False):
        here.note.write_text(f"{world._sources()} {date.today().isoformat()}")
        yield here


def test_a_world_of_today_and_of_this_code_is_kept(made: World) -> None:
    assert made.is_current() is True


def test_a_world_lasts_six_days_and_not_seven(made: World) -> None:
    with time_machine.travel(date.today() + timedelta(days=6), tick=False):
        assert made.is_current() is True
    with time_machine.travel(date.today() + timedelta(days=7), tick=False):
        assert made.is_current() is False


def test_a_world_of_other_code_or_half_made_is_not_current(made: World) -> None:
    made.note.write_text(f"0123 {date.today().isoformat()}")
    assert made.is_current() is False
    made.note.unlink()
    assert made.is_current() is False


def test_what_is_replaced_is_kept(made: World, capsys: pytest.CaptureFixture[str]) -> None:
    made._put_aside()
    assert Path(f"{made.database}.old").read_text() == "rows"
    assert (made.database.exists(), made.note.exists()) == (False, False)
    assert capsys.readouterr().out == "The demo's world is made anew; the one so far is kept as mhst.sqlite3.old\n"

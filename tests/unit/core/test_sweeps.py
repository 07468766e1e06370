import logging
from threading import Event, active_count

import pytest
from django.core.management import call_command

from mhst.core import sweeps
from mhst.core.sweeps import Sweeper


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> list[sweeps.Sweep]:
    """Only the sweeps of the test."""
    monkeypatch.setattr(sweeps, "_sweeps", [])
    return sweeps._sweeps


def test_a_sweep_is_added_once(known: list[sweeps.Sweep]) -> None:
    sweeps.add(print)
    sweeps.add(print)
    assert known == [print]


def test_one_that_fails_is_told_and_the_others_are_done(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fails() -> None:
        raise ValueError("no such table")

    sweeps.add(fails)
    sweeps.add(lambda: done.append("the other"))
    with caplog.at_level(logging.ERROR):
        sweeps.sweep_once()
    assert done == ["the other"]
    assert "The sweep fails failed" in caplog.text


def test_it_sweeps_again_and_again_until_the_work_ends() -> None:
    third, times = Event(), []

    def count() -> None:
        times.append(1)
        if len(times) == 3:
            third.set()

    sweeps.add(count)
    before = active_count()
    with Sweeper(every=0.001):
        assert third.wait(timeout=20)
    assert active_count() == before


@pytest.mark.django_db(transaction=True)
def test_the_worker_sweeps_beside_its_jobs() -> None:
    swept = Event()
    sweeps.add(swept.set)
    call_command("worker", "--batch", "--no-startup-delay", verbosity=0)
    assert swept.is_set()

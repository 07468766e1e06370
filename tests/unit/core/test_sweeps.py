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
    monkeypatch.setattr(sweeps, "_long", [])
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


def test_the_others_go_on_beside_one_that_is_long(known: list[sweeps.Sweep]) -> None:
    begun, third, times = Event(), Event(), []

    def is_long() -> None:
        begun.set()
        assert third.wait(timeout=20)

    def count() -> None:
        assert begun.wait(timeout=20)
        times.append(1)
        if len(times) == 3:
            third.set()

    sweeps.add(is_long, is_long=True)
    sweeps.add(count)
    before = active_count()
    with Sweeper(every=0.001):
        assert third.wait(timeout=20)
    assert active_count() == before


def test_long_ones_come_one_after_the_other_in_the_order_in_which_they_were_added() -> None:
    done: list[str] = []
    second = Event()
    sweeps.add(lambda: done.append("first"), is_long=True)
    sweeps.add(lambda: (done.append("second"), second.set()), is_long=True)
    with Sweeper():
        assert second.wait(timeout=20)
    assert done == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_sweeps_beside_its_jobs() -> None:
    swept = Event()
    sweeps.add(swept.set)
    call_command("worker", "--batch", "--no-startup-delay", verbosity=0)
    assert swept.is_set()

"""What public pages say of counselling, and for how long it stays true."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine

from cms import talking
from mhst.core import clock


@dataclass
class Door:
    areas: list[str] = field(default_factory=lambda: ["Northby"])
    opening: Any = None
    changes_at: dt.datetime | None = None


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Any:
    doors: list[Door] = []
    monkeypatch.setattr(talking, "_sources", [lambda: doors])
    return doors


@time_machine.travel("2026-03-02T18:00:00Z", tick=False)
@pytest.mark.parametrize(("seconds", "holds"), [(3600, 60), (60, 60), (20, 20), (0, 0)])
def test_a_page_holds_until_the_next_change_and_a_minute_at_most(told, seconds, holds):
    told.append(Door(changes_at=clock.now() + dt.timedelta(seconds=seconds)))
    told.append(Door())

    assert talking.holds_for(talking.now()) == holds


def test_without_a_source_nothing_is_said(monkeypatch):
    monkeypatch.setattr(talking, "_sources", [])

    assert (talking.now(), talking.holds_for([])) == ([], 60)


def test_what_is_broken_costs_the_sentence_only(monkeypatch):
    def broken() -> list[Door]:
        raise OSError

    monkeypatch.setattr(talking, "_sources", [broken])
    assert talking.now() == []

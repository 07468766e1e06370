"""Fifty verbs in any order: whatever is done to a run, nobody is in two places and its rows stay in order."""

import contextlib
import datetime as dt
from typing import Any

import time_machine
from django.db.models import Count, F
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from mhst.audit import chain
from mhst.core.actors import SYSTEM
from mhst.core.errors import DomainError
from sessions_app.actions import series as series_actions
from sessions_app.actions import session as session_actions
from sessions_app.enums import CancelReason, Purpose
from sessions_app.models import Allocation, OccupiedSlot, Series
from tests.factories.world import World, world
from tests.support.booking import A_WEDNESDAY, book, offer, sessions

VERBS = ("book", "move", "move_rest", "skip", "revive", "cancel", "cancel_and_add", "pause", "resume", "cancel_run")
verbs = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 11), st.integers(0, 9), st.integers(0, 11)),
    min_size=50, max_size=50,
)  # fmt: skip


class AnyOrderOfVerbs(TestCase):
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(verbs)
    def test_nobody_is_in_two_places_and_rows_stay_in_order(self, steps: list[tuple[str, int, int, int]]) -> None:
        with time_machine.travel("2026-09-14 08:00+01:00", tick=False):
            there, runs = world(), []
            for verb, which, days, hours in steps:
                _try(there, runs, verb, which, A_WEDNESDAY + dt.timedelta(days=days), 540 + 30 * hours)
                _check_time_is_held()
                for series in runs:
                    _check_rows(series)
            assert chain.verify() == []


def _try(there: World, runs: list[Series], verb: str, which: int, date: dt.date, start: int) -> None:
    """Do it, or be refused for a reason: any other exception fails the test."""
    with contextlib.suppress(DomainError):
        _do(there, runs, verb, which, date, start)


def _do(there: World, runs: list[Series], verb: str, which: int, date: dt.date, start: int) -> None:
    if verb == "book" or not runs:
        pupils = list(there.pupils[which % 4 : which % 4 + 2])
        runs.append(book(there, offer(there, date, start, count=6), pupils=pupils))
        return
    series = Series.objects.get(pk=runs[which % len(runs)].pk)  # in the order of booking: the same on every replay
    rows = sessions(series)
    session = rows[which % len(rows)]
    acts: dict[str, Any] = {
        "move": lambda: session_actions.move(session=session, date=date, start_minute=start, by=SYSTEM),
        "move_rest": lambda: session_actions.move_rest(session=session, date=date, by=SYSTEM),
        "skip": lambda: session_actions.skip(session=session, note="trip", by=SYSTEM),
        "revive": lambda: session_actions.revive(session=session, by=SYSTEM),
        "cancel": lambda: session_actions.cancel(session=session, reason=CancelReason.EXAMS, by=SYSTEM),
        "cancel_and_add": lambda: session_actions.cancel(
            session=session, reason=CancelReason.EXAMS, add_at_end=True, by=SYSTEM
        ),
        "pause": lambda: series_actions.pause(series=series, note="repairs", by=SYSTEM),
        "resume": lambda: series_actions.resume(series=series, offer=offer(there, date, start, count=6), by=SYSTEM),
        "cancel_run": lambda: series_actions.cancel(series=series, reason=CancelReason.OTHER, by=SYSTEM),
    }
    acts[verb]()


def _check_time_is_held() -> None:
    """Exactly the planned sessions hold time, and every five minutes of it once."""
    planned = {s.pk for series in Series.objects.all() for s in sessions(series) if s.state == "planned"}
    held = Allocation.objects.filter(purpose=Purpose.SESSION)
    assert set(held.values_list("session", flat=True)) == planned
    assert not held.exclude(start_minute=F("session__start_minute"), date=F("session__date")).exists()
    meant = sum((end - start) // 5 for start, end in Allocation.objects.values_list("start_minute", "end_minute"))
    assert OccupiedSlot.objects.count() == meant
    twice = OccupiedSlot.objects.values("kind", "resource_id", "date", "slot").annotate(n=Count("pk")).filter(n__gt=1)
    assert list(twice) == []


def _check_rows(series: Series) -> None:
    """Numbers of what takes place follow the dates and come once; skipped weeks have none."""
    taking_place = [s for s in sessions(series) if s.state in {"planned", "held"}]
    numbers = [s.number for s in taking_place]
    assert numbers == sorted(set(numbers))
    assert all((s.number is None) == (s.state == "skipped") for s in sessions(series))
    assert all(s.version >= 1 and s.facilitations.count() == 2 for s in taking_place)

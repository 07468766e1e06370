import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core import events
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions import calendar as actions
from mhst.places.dates import Span
from mhst.places.enums import DayKind
from mhst.places.events import SchoolDatesChanged
from mhst.places.models import Calendar, School, SpecialDay, Term
from mhst.places.queries.calendar import load_dates
from mhst.places.queries.calendar_copy import differences
from tests.factories import A_MONDAY, CalendarFactory, SchoolFactory, SpecialDayFactory, member_of

pytestmark = pytest.mark.django_db

INSET = dt.date(2026, 11, 13)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(A_MONDAY, tick=False):
        yield


@pytest.fixture
def told() -> Iterator[list[SchoolDatesChanged]]:
    heard: list[SchoolDatesChanged] = []
    events.on(SchoolDatesChanged)(heard.append)
    yield heard
    events._listeners[SchoolDatesChanged].remove(heard.append)


@pytest.fixture
def councils() -> Calendar:
    return CalendarFactory(of_council=True, source="Northshire's website", checked_on=dt.date(2026, 8, 1))


@pytest.fixture
def school(councils: Calendar) -> School:
    return SchoolFactory(council=councils.council)


@pytest.fixture
def copied(school: School) -> Calendar:
    actions.refresh_from_council(school=school, by=SYSTEM)
    return Calendar.objects.get(school=school)


def rows(calendar: Calendar) -> set[tuple[Any, ...]]:
    days = SpecialDay.objects.filter(calendar=calendar).values_list("kind", "starts_on", "ends_on")
    return {*Term.objects.filter(calendar=calendar).values_list("name", "starts_on", "ends_on"), *days}


# Copying


def test_a_copy_is_like_the_councils_and_says_where_it_is_from(councils: Calendar, copied: Calendar) -> None:
    assert rows(copied) == rows(councils)
    assert (copied.copied_from, copied.source, copied.checked_on) == (
        councils,
        "Northshire's website",
        dt.date(2026, 8, 1),
    )
    assert not Term.objects.filter(calendar=copied, is_override=True).exists()


def test_copying_again_changes_nothing(school: School, copied: Calendar) -> None:
    assert not differences(school, A_MONDAY)
    before = set(Term.objects.filter(calendar=copied).values_list("pk", flat=True))
    assert not actions.refresh_from_council(school=school, by=SYSTEM)
    assert set(Term.objects.filter(calendar=copied).values_list("pk", flat=True)) == before


def test_a_refresh_takes_over_what_the_council_changed(school: School, councils: Calendar, copied: Calendar) -> None:
    half_term = councils.special_days.get(starts_on=dt.date(2026, 10, 26))
    actions.change_special_day(
        day=half_term, kind=DayKind.HALF_TERM, starts_on=dt.date(2026, 10, 19), ends_on=dt.date(2026, 10, 30), by=SYSTEM
    )
    actions.add_special_day(
        owner=councils.council,
        kind=DayKind.EXTRA_HOLIDAY,
        starts_on=INSET,
        ends_on=INSET,
        note="the jubilee",
        by=SYSTEM,
    )
    actions.remove_special_day(day=councils.special_days.get(starts_on=dt.date(2027, 1, 4)), by=SYSTEM)
    found = actions.refresh_from_council(school=school, by=SYSTEM)
    assert (len(found.add), len(found.change), len(found.remove)) == (1, 1, 1)
    assert rows(copied) == rows(councils)


def test_a_refresh_keeps_what_the_school_set_itself(school: School, councils: Calendar, copied: Calendar) -> None:
    half_term = copied.special_days.get(starts_on=dt.date(2026, 10, 26))
    own = {"kind": DayKind.HALF_TERM, "starts_on": dt.date(2026, 10, 19), "ends_on": dt.date(2026, 10, 23)}
    actions.change_special_day(day=half_term, **own, by=SYSTEM)
    actions.add_special_day(owner=school, kind=DayKind.INSET, starts_on=INSET, ends_on=INSET, by=SYSTEM)
    autumn = copied.terms.get(name="Autumn term")
    actions.change_term(
        term=autumn, name="Autumn", starts_on=dt.date(2026, 9, 3), ends_on=autumn.ends_on, first_week="A", by=SYSTEM
    )
    councils_autumn = councils.terms.get(name="Autumn term")
    actions.change_term(
        term=councils_autumn,
        name="Autumn term",
        starts_on=dt.date(2026, 9, 2),
        ends_on=dt.date(2026, 12, 17),
        by=SYSTEM,
    )
    before = rows(copied)
    actions.refresh_from_council(school=school, by=SYSTEM)
    assert rows(copied) == before
    assert ("Autumn", dt.date(2026, 9, 3), dt.date(2026, 12, 18)) in before
    assert (DayKind.INSET, INSET, INSET) in before


def test_a_copied_day_that_the_school_removed_does_not_come_back(school: School, copied: Calendar) -> None:
    day = copied.special_days.get(starts_on=dt.date(2026, 11, 2))
    actions.remove_special_day(day=day, by=SYSTEM)
    actions.refresh_from_council(school=school, by=SYSTEM)
    assert load_dates([school], day.starts_on, day.starts_on)[school.pk].is_open(day.starts_on)
    actions.remove_special_day(day=SpecialDay.objects.get(pk=day.pk), by=SYSTEM)
    actions.refresh_from_council(school=school, by=SYSTEM)
    assert not load_dates([school], day.starts_on, day.starts_on)[school.pk].is_open(day.starts_on)


def test_a_refresh_leaves_the_past_alone(school: School, councils: Calendar, copied: Calendar) -> None:
    first = councils.special_days.get(starts_on=dt.date(2026, 9, 1))
    actions.remove_special_day(day=first, by=SYSTEM)
    actions.refresh_from_council(school=school, by=SYSTEM)
    assert copied.special_days.filter(starts_on=first.starts_on).exists()


def test_there_must_be_something_to_copy() -> None:
    school = SchoolFactory()
    with pytest.raises(Refused, match="No dates are recorded for Northshire, so there is nothing to copy"):
        actions.refresh_from_council(school=school, by=SYSTEM)


# Terms and days


def test_a_schools_own_term_brings_the_rest_of_that_year_along(school: School, councils: Calendar) -> None:
    first, last = dt.date(2027, 7, 21), dt.date(2027, 7, 28)
    actions.add_term(owner=school, name="Summer school", starts_on=first, ends_on=last, by=SYSTEM)
    own = Calendar.objects.get(school=school)
    assert rows(own) == rows(councils) | {("Summer school", first, last)}


def test_a_refused_term_leaves_no_copy_behind(school: School) -> None:
    with pytest.raises(Refused, match="overlap with Autumn term"):
        actions.add_term(
            owner=school, name="Late", starts_on=dt.date(2026, 12, 1), ends_on=dt.date(2026, 12, 20), by=SYSTEM
        )
    assert not Calendar.objects.filter(school=school).exists()


def test_an_inset_day_of_a_school_that_keeps_to_its_council_needs_no_copy(school: School) -> None:
    actions.add_special_day(owner=school, kind=DayKind.INSET, starts_on=INSET, ends_on=INSET, by=SYSTEM)
    own = Calendar.objects.get(school=school)
    assert rows(own) == {(DayKind.INSET, INSET, INSET)}
    dates = load_dates([school], A_MONDAY, dt.date(2026, 12, 31))[school.pk]
    assert (dates.why_shut(INSET), dates.why_shut(dt.date(2026, 10, 27))) == ("INSET day", "half-term")


def test_a_day_is_changed_and_removed(school: School, copied: Calendar) -> None:
    day = actions.add_special_day(
        owner=school, kind=DayKind.MOCK_EXAM, starts_on=INSET, ends_on=INSET, year_groups=[11, 10], by=SYSTEM
    )
    actions.change_special_day(
        day=day, kind=DayKind.EARLY_FINISH, starts_on=INSET, ends_on=INSET, finish_minute=720, by=SYSTEM
    )
    day.refresh_from_db()
    assert (day.kind, day.year_groups, day.finish_minute, day.is_override) == ("early_finish", [], 720, True)
    actions.remove_special_day(day=day, by=SYSTEM)
    assert not SpecialDay.objects.filter(pk=day.pk).exists()


def test_a_day_of_a_year_group_that_the_school_has_not_is_refused(school: School) -> None:
    with pytest.raises(Refused, match="This school has no Year 13"):
        actions.add_special_day(
            owner=school, kind=DayKind.EXAM, starts_on=INSET, ends_on=INSET, year_groups=[13], by=SYSTEM
        )


def test_a_term_is_removed(copied: Calendar) -> None:
    actions.remove_term(term=copied.terms.get(name="Summer term"), by=SYSTEM)
    assert not copied.terms.filter(name="Summer term").exists()


def test_a_term_that_was_just_moved_is_removed_as_it_is_by_now(
    school: School, copied: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever moves it has the calendar; whoever removes it waits, and tells of the days that it has by then."""
    seen, term = (copied.terms.get(name="Summer term") for _ in "12")
    last = term.ends_on + dt.timedelta(days=1)
    actions.change_term(term=term, name=term.name, starts_on=term.starts_on, ends_on=last, by=SYSTEM)
    told = []
    monkeypatch.setattr(actions, "tell_changed", lambda owner, span: told.append((owner, span)))
    actions.remove_term(term=seen, by=SYSTEM)
    assert told == [(school, Span(term.starts_on, last))]
    actions.remove_term(term=seen, by=SYSTEM)  # somebody else has removed it
    assert len(told) == 1


@pytest.mark.both_engines
def test_every_change_of_terms_holds_the_calendar(
    school: School, copied: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    locked = actions.locked_calendar
    monkeypatch.setattr(actions, "locked_calendar", lambda owner: held.append(owner) or locked(owner))
    term = copied.terms.get(name="Summer term")
    actions.change_term(term=term, name="Last term", starts_on=term.starts_on, ends_on=term.ends_on, by=SYSTEM)
    actions.remove_term(term=term, by=SYSTEM)
    assert held == [school, school]


def test_the_source_is_noted_with_todays_date(school: School) -> None:
    actions.note_source(owner=school, source="The school's website", by=SYSTEM)
    calendar = Calendar.objects.get(school=school)
    assert (calendar.source, calendar.checked_on) == ("The school's website", A_MONDAY)


# Who may, and who hears


def test_the_schools_lead_may_and_others_may_not(school: School) -> None:
    lead = member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    elsewhere = member_of(SchoolFactory(council=school.council), RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    day = {"owner": school, "kind": DayKind.INSET, "starts_on": INSET, "ends_on": INSET}
    actions.add_special_day(**day, by=lead)
    for other in (elsewhere, member_of(school, RoleName.SCHOOL_STAFF)):
        with pytest.raises(Refused, match="Your role does not allow this here"):
            actions.add_special_day(**{**day, "kind": DayKind.CLOSURE}, by=other)
    assert AuditEvent.objects.filter(verb="calendar.add_special_day", actor_id=lead.audit_id).count() == 2


def test_only_a_system_administrator_changes_a_councils_dates(councils: Calendar, school: School) -> None:
    day = {"owner": councils.council, "kind": DayKind.INSET, "starts_on": INSET, "ends_on": INSET}
    with pytest.raises(Refused):
        actions.add_special_day(**day, by=member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))
    actions.add_special_day(**day, by=member_of(None, RoleName.SYSTEM_ADMINISTRATOR))


def test_a_change_is_told_after_the_commit(
    school: School, told: list[SchoolDatesChanged], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        day = actions.add_special_day(owner=school, kind=DayKind.INSET, starts_on=INSET, ends_on=INSET, by=SYSTEM)
        later = INSET + dt.timedelta(days=3)
        actions.change_special_day(day=day, kind=DayKind.INSET, starts_on=later, ends_on=later, by=SYSTEM)
        assert told == []
    assert told == [SchoolDatesChanged(school.pk, INSET, INSET), SchoolDatesChanged(school.pk, INSET, later)]


def test_a_councils_change_is_told_for_the_schools_that_keep_to_it(
    school: School, copied: Calendar, told: list[SchoolDatesChanged], django_capture_on_commit_callbacks: Any
) -> None:
    borrowing = SchoolFactory(council=school.council)
    SchoolFactory(council=school.council, closed=True)
    SpecialDayFactory(calendar=CalendarFactory(school=SchoolFactory(council=school.council), terms=False))
    with django_capture_on_commit_callbacks(execute=True):
        actions.add_special_day(owner=school.council, kind=DayKind.INSET, starts_on=INSET, ends_on=INSET, by=SYSTEM)
    assert {event.school_id for event in told} == set(
        School.objects.exclude(pk=school.pk).filter(status="open").values_list("pk", flat=True)
    )
    assert borrowing.pk in {event.school_id for event in told}

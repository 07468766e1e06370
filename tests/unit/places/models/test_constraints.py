"""Every constraint of this app's tables, broken on purpose: the database itself refuses, on both engines."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.models import Calendar, Organisation, School, SpecialDay, TravelTime
from tests.factories import (
    CalendarFactory,
    ClusterFactory,
    CouncilFactory,
    OrganisationFactory,
    PeriodFactory,
    RoomBlockFactory,
    RoomFactory,
    RoomHoursFactory,
    RoomUnitFactory,
    SchoolDayFactory,
    SchoolFactory,
    SchoolLinkFactory,
    SpecialDayFactory,
    TeamSchoolFactory,
    TermFactory,
    TravelTimeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

DAY, BEFORE = dt.date(2026, 9, 14), dt.date(2026, 9, 13)


def twice(factory: Any, *names: str, **fields: Any) -> None:
    """A second row that has these in common with the first."""
    first = factory(**fields)
    factory(**fields, **{name: getattr(first, name) for name in names})


def travel_to_itself() -> None:
    school = SchoolFactory()
    TravelTimeFactory(origin=school, destination=school)


def calendar_of_nobody() -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        Calendar.objects.create()


def calendar_of_both() -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        Calendar.objects.create(school=SchoolFactory(), council=CouncilFactory())


BREAKS: dict[str, list[Callable[[], object]]] = {
    "organisation_ods_code_once": [lambda: twice(OrganisationFactory, ods_code="X01")],
    "cluster_name_once_a_team": [lambda: twice(ClusterFactory, "team", "name")],
    "school_urn_and_site_once": [lambda: twice(SchoolFactory, "urn"), lambda: twice(SchoolFactory, "urn", site="A")],
    "school_ages_in_order": [lambda: SchoolFactory(low_age=16, high_age=11)],
    "school_sign_in_by_five_minutes": [
        lambda: SchoolFactory(sign_in_minutes=7),
        lambda: SchoolFactory(sign_in_minutes=65),
    ],
    "school_link_once": [lambda: twice(SchoolLinkFactory, "school", "kind", "urn")],
    "team_school_once": [lambda: twice(TeamSchoolFactory, "team", "school", "starts_on")],
    "team_school_dates_in_order": [lambda: TeamSchoolFactory(starts_on=DAY, ends_on=BEFORE)],
    "travel_time_once": [lambda: twice(TravelTimeFactory, "origin", "destination")],
    "travel_time_between_two": [travel_to_itself],
    "room_name_once_a_school": [lambda: twice(RoomFactory, "school", "name")],
    "room_holds_somebody": [lambda: RoomFactory(capacity=0)],
    "room_unit_number_once": [lambda: twice(RoomUnitFactory, "room", "number")],
    "room_hours_in_order_by_five": [
        lambda: RoomHoursFactory(start_minute=600, end_minute=600),
        lambda: RoomHoursFactory(start_minute=601, end_minute=700),
        lambda: RoomHoursFactory(start_minute=415, end_minute=700),
        lambda: RoomHoursFactory(start_minute=600, end_minute=1145),
    ],
    "room_hours_on_a_school_day": [lambda: RoomHoursFactory(weekday=5)],
    "room_hours_once": [lambda: twice(RoomHoursFactory, "room", "weekday", "start_minute")],
    "room_block_dates_in_order": [lambda: RoomBlockFactory(starts_on=DAY, ends_on=BEFORE)],
    "room_block_minutes_in_order_by_five": [
        lambda: RoomBlockFactory(start_minute=600, end_minute=540),
        lambda: RoomBlockFactory(start_minute=600, end_minute=702),
    ],
    "calendar_of_one_owner": [calendar_of_nobody, calendar_of_both],
    "term_dates_in_order": [lambda: TermFactory(starts_on=DAY, ends_on=DAY)],
    "term_start_once": [lambda: twice(TermFactory, "calendar", "starts_on")],
    "special_day_dates_in_order": [lambda: SpecialDayFactory(starts_on=DAY, ends_on=BEFORE)],
    "special_day_finish_only_when_early": [
        lambda: SpecialDayFactory(kind="inset", finish_minute=720),
        lambda: SpecialDayFactory(kind="early_finish", finish_minute=None),
        lambda: SpecialDayFactory(kind="early_finish", finish_minute=721),
    ],
    "school_day_version_once": [lambda: twice(SchoolDayFactory, "school", "starts_on", periods=[])],
    "period_in_order_by_five": [
        lambda: PeriodFactory(start_minute=600, end_minute=540),
        lambda: PeriodFactory(start_minute=542, end_minute=600),
    ],
    "period_on_a_school_day": [lambda: PeriodFactory(weekday=6)],
    "period_start_once": [lambda: twice(PeriodFactory, "school_day", "weekday", "start_minute")],
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name: str) -> None:
    for break_it in BREAKS[name]:
        with pytest.raises(IntegrityError) as refused:
            break_it()
        assert name in str(refused.value) or "UNIQUE constraint failed" in str(refused.value)


def test_no_constraint_is_left_untried() -> None:
    declared = {c.name for model in apps.get_app_config("places").get_models() for c in model._meta.constraints}
    assert declared == set(BREAKS)


def test_what_is_only_almost_a_clash_is_written() -> None:
    OrganisationFactory.create_batch(2, ods_code="")
    school = SchoolFactory(site="")
    annexe = SchoolFactory(urn=school.urn, site="Annexe")
    there = TravelTimeFactory(origin=school, destination=annexe)
    back = TravelTimeFactory(origin=annexe, destination=school)
    version = SchoolDayFactory(periods=[])
    for week in ("A", "B"):
        PeriodFactory(school_day=version, week=week)
    early = SpecialDayFactory(calendar=CalendarFactory(terms=False), early_finish=True)

    assert Organisation.objects.filter(ods_code="").count() == 2
    assert set(School.objects.filter(urn=school.urn)) == {school, annexe}
    assert set(TravelTime.objects.all()) == {there, back}
    assert sorted(version.periods.values_list("week", flat=True)) == ["A", "B"]
    assert SpecialDay.objects.get() == early

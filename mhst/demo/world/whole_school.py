"""Workshops for whole classes, and assemblies, as they were held: how many came was counted, and nobody named."""

import datetime as dt
import uuid
from collections.abc import Iterable
from random import Random
from typing import Any

from mhst.access.models import User
from mhst.core import clock
from mhst.demo.world import born, pen
from mhst.demo.world.area import Area
from mhst.demo.world.runs import BOOKED_AHEAD
from mhst.demo.world.staff import Staff
from mhst.people.models import Practitioner
from mhst.places.models import School
from mhst.reporting.dates import Period
from mhst.reporting.queries.at_school import days_open
from sessions_app.enums import FacilitatorRole, GroupSessionType, ProgrammeKind, SeriesState, SessionState
from sessions_app.models import Facilitation, HeadCount, Programme, Series, SupportSession

#: A quarter, and one more each time.
WORKSHOPS = 11
#: How many came to small rounds, classes and assemblies, and how often each is.
CAME = ((6, 10, 25), (18, 30, 45), (90, 210, 30))
BEGINS, ENDS = 540, 590


def build(area: Area, workers: Staff, quarters: Iterable[Period], until: dt.date) -> None:
    """Before a day. Ids are made of names and none is drawn, so that everybody who comes later has the id they had
    before."""
    workshop = Programme.objects.get(kind=ProgrammeKind.WORKSHOP)
    for number, quarter in enumerate(quarters):
        chance, days = Random(f"whole schools {number}"), days_open({school.pk for school in area.schools}, quarter)
        for place in range(WORKSHOPS + 2 * number):
            school = chance.choice(area.schools)
            day = chance.choice(days[school.pk])
            if day >= until:
                continue
            held_by, name = chance.choice(workers.practitioners), f"{quarter.first} {place}"
            _hold(workshop, area, school, workers.leads[school], held_by, day, name, chance)


def _hold(
    workshop: Programme, area: Area, school: School, booked_by: User, held_by: Practitioner, day: dt.date, name: str,
    chance: Random,
) -> None:  # fmt: skip
    least, most, _ = chance.choices(CAME, [weight for *_, weight in CAME])[0]
    with born.on(pen.at(pen.school_day(day - BOOKED_AHEAD))):
        series: Any = Series.objects.create(
            id=_id("series", name), programme=workshop, team=area.team, school=school, state=SeriesState.COMPLETED,
            year_groups=[chance.choice(school.year_groups)], capacity=workshop.largest_group, session_count=1,
            first_on=day, start_minute=BEGINS, end_minute=ENDS, booked_by=booked_by,
        )  # fmt: skip
        session = SupportSession.objects.create(
            id=_id("session", name), series=series, number=1, date=day, start_minute=BEGINS, end_minute=ENDS,
            state=SessionState.HELD,
        )  # fmt: skip
        Facilitation.objects.create(
            id=_id("lead", name), session=session, practitioner=held_by, role=FacilitatorRole.LEAD
        )  # fmt: skip
    with born.on(clock.at_local(day, ENDS)):
        HeadCount.objects.create(
            id=_id("heads", name), session=session, kind=GroupSessionType.HEALTH_PROMOTION,
            came=chance.randint(least, most), minutes=ENDS - BEGINS,
        )  # fmt: skip


def _id(what: str, name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"whole school {what} {name}")

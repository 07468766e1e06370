"""The first quarter of docs/small-numbers.md, as contacts of a team, and its publication."""

import datetime as dt
from dataclasses import dataclass

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core.actors import SYSTEM
from mhst.places.models import School, Team
from mhst.reporting.actions import publication
from mhst.reporting.dates import Period
from mhst.reporting.models import Contact, Publication
from mhst.reporting.queries.release import work_out
from tests.factories.access import member_of
from tests.factories.places import ClusterFactory, OrganisationFactory, SchoolFactory, TeamFactory, TeamSchoolFactory
from tests.factories.reporting import CommissionFactory, ContactFactory

QUARTER = Period(dt.date(2026, 1, 1), 3)
#: By this day all of it is due.
AFTERWARDS = dt.datetime(2026, 4, 20, 9, tzinfo=dt.UTC)
EVENING, DAY, NIGHT = dt.time(18), dt.time(11), dt.time(23)
GIRL, BOY, ANOTHER = "2", "1", "3"
#: How many, of which gender, at what time: 34 young people, 27 of them girls, 20 on evenings.
CROWD = ((16, GIRL, EVENING), (11, GIRL, DAY), (4, BOY, EVENING), (2, BOY, DAY), (1, ANOTHER, NIGHT))


@dataclass(frozen=True)
class Counted:
    team: Team
    schools: list[School]
    commissioner: User
    manager: User


def counted() -> Counted:
    """A team that somebody pays for, at three schools, with the quarter's contacts."""
    team = TeamFactory()
    payer = OrganisationFactory()
    CommissionFactory(team=team, organisation=payer)
    schools = SchoolFactory.create_batch(3)
    cluster = ClusterFactory(team=team)
    for school in schools:
        TeamSchoolFactory(team=team, school=school, cluster=cluster, starts_on=dt.date(2025, 9, 1))
    there = Counted(
        team, schools, member_of(payer, RoleName.COMMISSIONER), member_of(team, RoleName.TEAM_MANAGER)
    )  # fmt: skip
    add_contacts(there, QUARTER)
    return there


def girls_alone() -> Counted:
    """Girls alone, twelve by day and twenty in the evening; twelve of them in January. So four fewer are the same to
    every figure: 32 and 28, and 12 and 8, are told alike."""
    there = counted()
    Contact.objects.filter(team=there.team).exclude(gender=GIRL).delete()
    _add_girls(there, there.schools[0])
    return there


def _add_girls(there: Counted, school: School) -> None:
    times = ((1, DAY), (1, EVENING), (1, EVENING), (2, EVENING), (2, EVENING))
    Contact.objects.bulk_create(
        ContactFactory.build(
            person_key=f"more {number}", team=there.team, school=school, gender=GIRL, age=14,
            at=dt.datetime.combine(dt.date(2026, month, 12), time),
        )
        for number, (month, time) in enumerate(times)
    )  # fmt: skip


def add_contacts(there: Counted, quarter: Period) -> None:
    """The crowd, spread over the months and the weekdays."""
    rows, number = [], 0
    for many, gender, time in CROWD:
        for _ in range(many):
            on = quarter.starts[number % 3] + dt.timedelta(days=(7 - quarter.starts[number % 3].weekday()) + number % 4)
            rows.append(
                ContactFactory.build(
                    person_key=f"{quarter} {number}",
                    team=there.team,
                    school=there.schools[number % 3],
                    gender=gender,
                    age=11 + number % 6,
                    at=dt.datetime.combine(on, time),
                )
            )
            number += 1
    Contact.objects.bulk_create(rows)


def add_late(there: Counted, at: dt.datetime = AFTERWARDS) -> None:
    """Twelve of March who were written down only then."""
    for number in range(12):
        ContactFactory(
            team=there.team, school=there.schools[0], at=dt.datetime(2026, 3, 2, 11), learnt_at=at,
            person_key=f"late {number}",
        )  # fmt: skip


def publish(there: Counted, quarter: Period = QUARTER, at: dt.datetime = AFTERWARDS) -> Publication:
    """Its months and then the quarter, as the worker does it. Needs the clock to stand after it."""
    for period in (*(Period(first, 1) for first in quarter.starts), quarter):
        made = publication.publish(worked_out=work_out(there.team, period, at), by=SYSTEM)
    return made

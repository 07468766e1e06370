import datetime as dt
from typing import Any

import factory

from mhst.places.enums import LinkKind, OrganisationKind, Phase, SchoolGender, TeamKind, Weekday
from mhst.places.models import (
    Cluster,
    Council,
    Organisation,
    Room,
    RoomBlock,
    RoomHours,
    RoomUnit,
    School,
    SchoolLink,
    Team,
    TeamSchool,
    TravelTime,
)
from tests.factories.academic_year import A_MONDAY, minute
from tests.factories.names import SCHOOLS, distinct
from tests.factories.recorded import RecordedFactory, create_together

#: GIAS has never given a URN so high; ours begin here.
FIRST_URN = 991_001  # above the demo's, so that both fit into one database
#: Teams and memberships began here, well before anything that tests do.
LONG_AGO = dt.date(2024, 9, 1)


class OrganisationFactory(RecordedFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Northshire Wellbeing Trust {n + 1}")
    kind = OrganisationKind.NHS


class TeamFactory(RecordedFactory):
    """A mental health support team; `employers=[...]` adds further employers beside the leading one."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Northshire Mental Health Support Team {n + 1}")
    kind = TeamKind.MHST
    led_by = factory.SubFactory(OrganisationFactory)
    phone = "01632 960 100"
    email = factory.Sequence(lambda n: f"team{n + 1}@example.invalid")

    @factory.post_generation
    def employers(team: Team, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        if create:
            team.employers.add(team.led_by, *(extracted or []))


class ClusterFactory(RecordedFactory):
    class Meta:
        model = Cluster

    team = factory.SubFactory(TeamFactory)
    name = factory.Sequence(lambda n: f"Patch {n + 1}")


class CouncilFactory(RecordedFactory):
    class Meta:
        model = Council
        django_get_or_create = ("code",)

    code = "990"
    name = "Northshire"


class SchoolFactory(RecordedFactory):
    """A secondary school for 11 to 16; `primary=True`, `with_sixth_form=True`, `closed=True`."""

    class Meta:
        model = School

    class Params:
        primary = factory.Trait(phase=Phase.PRIMARY, low_age=4, high_age=11, type_name="Community school")
        with_sixth_form = factory.Trait(high_age=18)
        closed = factory.Trait(status="closed", closed_on=dt.date(2026, 8, 31))

    urn = factory.Sequence(lambda n: FIRST_URN + n)
    name = factory.Sequence(lambda n: distinct(SCHOOLS, n))
    council = factory.SubFactory(CouncilFactory)
    phase = Phase.SECONDARY
    type_name = "Academy converter"
    low_age = 11
    high_age = 16
    gender = SchoolGender.MIXED
    pupils = 840
    town = "Saltby"
    postcode = "ZZ99 1AA"
    easting = factory.Sequence(lambda n: 448_000 + n % 10 * 2_500)
    northing = factory.Sequence(lambda n: 530_000 + n % 7 * 1_500)


class SchoolLinkFactory(RecordedFactory):
    class Meta:
        model = SchoolLink

    school = factory.SubFactory(SchoolFactory)
    kind = LinkKind.SUCCESSOR
    urn = factory.Sequence(lambda n: FIRST_URN + 5_000 + n)
    name = "Its successor"
    on = dt.date(2026, 9, 1)


class TeamSchoolFactory(RecordedFactory):
    class Meta:
        model = TeamSchool

    team = factory.SubFactory(TeamFactory)
    school = factory.SubFactory(SchoolFactory)
    starts_on = LONG_AGO


class TravelTimeFactory(RecordedFactory):
    class Meta:
        model = TravelTime

    origin = factory.SubFactory(SchoolFactory)
    destination = factory.SubFactory(SchoolFactory)
    minutes = 15


class RoomFactory(RecordedFactory):
    """A confidential room for ten with one unit, lent all week from 8:40 to 15:30.

    `units=3` makes a shared space; `hours=[(weekday, "9:00", "12:00"), ...]` lends it at other times.
    """

    class Meta:
        model = Room

    class Params:
        small = factory.Trait(capacity=3)
        open_plan = factory.Trait(is_confidential=False, capacity=40)

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Room {n + 1}")
    capacity = 10
    directions = "Left from reception, second door."

    @factory.post_generation
    def units(room: Room, create: bool, extracted: int | None, **kwargs: Any) -> None:  # noqa: N805
        for number in range(1, (1 if extracted is None else extracted) + 1):
            RoomUnitFactory(room=room, number=number)

    @factory.post_generation
    def hours(room: Room, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        stretches = [(day, "8:40", "15:30") for day in Weekday] if extracted is None else extracted
        create_together(
            RoomHours(room=room, weekday=weekday, start_minute=minute(start), end_minute=minute(end))
            for weekday, start, end in stretches
        )


class RoomUnitFactory(RecordedFactory):
    class Meta:
        model = RoomUnit

    room = factory.SubFactory(RoomFactory, units=0)
    number = 1


class RoomHoursFactory(RecordedFactory):
    class Meta:
        model = RoomHours

    room = factory.SubFactory(RoomFactory, hours=[])
    weekday = Weekday.MONDAY
    start_minute = minute("8:40")
    end_minute = minute("15:30")


class RoomBlockFactory(RecordedFactory):
    class Meta:
        model = RoomBlock

    room = factory.SubFactory(RoomFactory)
    starts_on = A_MONDAY
    ends_on = factory.SelfAttribute("starts_on")
    reason = "Mock exams"

"""Councils, organisations, teams, schools with their rooms, bells and dates."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from mhst.core.actors import Actor
from mhst.demo.world import year
from mhst.demo.world.names import FOR_GIRLS, SCHOOLS
from mhst.places.actions import calendar as calendar_actions
from mhst.places.enums import DayKind, OrganisationKind, PeriodKind, SchoolGender, TeamKind
from mhst.places.models import (
    Calendar,
    Cluster,
    Council,
    Organisation,
    Period,
    Room,
    RoomBlock,
    RoomHours,
    RoomUnit,
    School,
    SchoolDay,
    SpecialDay,
    Team,
    TeamSchool,
    Term,
)
from mhst.settings.environment import environment

TOWNS = (("Alderbridge", 448_000, 520_000), ("Marlow Quay", 456_000, 527_000))
WAYS = ("Past reception, first left.", "Upstairs, end of the corridor.", "Behind the hall.")
#: Minutes of a school day by how many periods it has: (name, kind, start, end).
BELLS = {
    4: (
        ("Registration", "registration", 525, 540), ("Lesson 1", "lesson", 540, 600), ("Break", "break", 600, 615),
        ("Lesson 2", "lesson", 615, 675), ("Lesson 3", "lesson", 675, 720), ("Lunch", "lunch", 720, 780),
        ("Lesson 4", "lesson", 780, 840), ("Story and play", "lesson", 840, 915),
    ),
    5: (
        ("Registration", "registration", 520, 540), ("Period 1", "lesson", 540, 600), ("Period 2", "lesson", 600, 660),
        ("Break", "break", 660, 680), ("Period 3", "lesson", 680, 740), ("Lunch", "lunch", 740, 785),
        ("Period 4", "lesson", 785, 845), ("Period 5", "lesson", 845, 905),
    ),
    6: (
        ("Registration", "registration", 520, 540), ("Period 1", "lesson", 540, 590), ("Period 2", "lesson", 590, 640),
        ("Break", "break", 640, 655), ("Period 3", "lesson", 655, 705), ("Period 4", "lesson", 705, 755),
        ("Lunch", "lunch", 755, 800), ("Period 5", "lesson", 800, 850), ("Period 6", "lesson", 850, 900),
    ),
}  # fmt: skip


@dataclass
class Area:
    """What was made."""

    council: Council
    team: Team
    clusters: list[Cluster]
    trust: Organisation
    charity: Organisation
    commissioner: Organisation
    camhs: Team
    counselling: Team
    schools: list[School]

    def schools_of(self, cluster: int) -> list[School]:
        return self.schools[cluster::2]


def build(today: dt.date, chance: Random, by: Actor) -> Area:
    """Everything that stands still."""
    councils = [
        Council.objects.create(code="990", name="Fernshire"),
        Council.objects.create(code="991", name="Quayside"),
    ]
    trust, charity, commissioner, quay = (
        Organisation.objects.create(name=name, kind=kind, ods_code=code)
        for name, kind, code in (
            ("Fernshire Community Health", OrganisationKind.NHS, "RZ901"),
            ("Listening Ear Fernshire", OrganisationKind.CHARITY, "8ZZ01"),
            ("Fernshire Integrated Care Board", OrganisationKind.COMMISSIONER, "QZ9"),
            ("Quay Counselling", OrganisationKind.CHARITY, "8ZZ02"),
        )
    )
    team = Team.objects.create(
        name="Fernshire Mental Health Support Team", kind=TeamKind.MHST, led_by=trust, phone=environment.service_phone,
        email="mhst@example.invalid",
    )  # fmt: skip
    team.employers.set([trust, charity])
    camhs = Team.objects.create(name="Fernshire Specialist CAMHS", kind=TeamKind.CAMHS, led_by=trust)
    counselling = Team.objects.create(name="Quay Online Counselling", kind=TeamKind.COUNSELLING, led_by=quay)
    clusters = [Cluster.objects.create(team=team, name=name) for name in ("Alderbridge", "Marlow Quay and villages")]
    area = Area(councils[0], team, clusters, trust, charity, commissioner, camhs, counselling, [])
    for council in councils:
        _dates(council, today)
    began = dt.date(today.year - 2, 9, 1)
    for number, school in enumerate(SCHOOLS):
        area.schools.append(_school(number, school, councils[school[4]], area, began, chance))
    _own_dates(area, today, by)
    return area


def _dates(council: Council, today: dt.date) -> None:
    calendar = Calendar.objects.create(council=council, source="The council's published term dates", checked_on=today)
    first = today.year - 2 if today.month < 9 else today.year - 1
    for start in range(first, first + 4):
        Term.objects.bulk_create(
            Term(calendar=calendar, name=t.name, starts_on=t.starts_on, ends_on=t.ends_on) for t in year.terms(start)
        )
        SpecialDay.objects.bulk_create(
            SpecialDay(calendar=calendar, kind=DayKind.HALF_TERM, starts_on=h.starts_on, ends_on=h.ends_on)
            for h in year.half_terms(start)
        )
        SpecialDay.objects.bulk_create(
            SpecialDay(calendar=calendar, kind=DayKind.INSET, starts_on=day, ends_on=day)
            for day in year.inset_days(start)
        )


def _school(number: int, given: tuple, council: Council, area: Area, began: dt.date, chance: Random) -> School:
    name, phase, low, high, town, periods, alternates = given
    place, easting, northing = TOWNS[town]
    school = School.objects.create(
        urn=990_001 + number, name=name, council=council, phase=phase, low_age=low, high_age=high, town=place,
        type_name="Community school" if number % 3 else "Academy converter", pupils=chance.randrange(180, 1200, 10),
        street=f"{chance.randrange(1, 90)} {chance.choice(('Church', 'School', 'Mill', 'Station', 'Park'))} Lane",
        postcode=f"ZZ{town + 1} {number % 9 + 1}AA", phone=f"01632 960 {100 + number}",
        easting=easting + chance.randrange(-4000, 4000), northing=northing + chance.randrange(-4000, 4000),
        opened_on=dt.date(1974, 9, 1), sign_in_minutes=10,
        gender=SchoolGender.GIRLS if name in FOR_GIRLS else SchoolGender.MIXED,
    )  # fmt: skip
    TeamSchool.objects.create(team=area.team, school=school, cluster=area.clusters[number % 2], starts_on=began)
    _bells(school, periods, began, alternates=alternates)
    _rooms(school, chance)
    return school


def _bells(school: School, periods: int, since: dt.date, *, alternates: bool) -> None:
    day = SchoolDay.objects.create(school=school, name=f"{periods} periods", starts_on=since)
    Period.objects.bulk_create(
        Period(school_day=day, weekday=weekday, week=week, name=name, kind=kind, start_minute=start, end_minute=end)
        for weekday in range(5)
        for week in (("A", "B") if alternates else ("",))
        for name, kind, start, end in BELLS[periods]
        if not (weekday == 4 and kind == PeriodKind.LESSON and end > 850 and periods == 6)  # home early on Fridays
    )


def _rooms(school: School, chance: Random) -> None:
    rooms = [("Willow room", 12, 1), ("Small meeting room", 4, 1)]
    if school.low_age >= 11:
        rooms.append(("Library corner", 6, 2))
    for name, capacity, units in rooms:
        room = Room.objects.create(
            school=school, name=name, capacity=capacity, is_confidential=name != "Library corner",
            directions=chance.choice(WAYS),
        )  # fmt: skip
        RoomUnit.objects.bulk_create(RoomUnit(room=room, number=n + 1) for n in range(units))
        free = set(range(5)) if name == "Willow room" else set(chance.sample(range(5), 4))
        RoomHours.objects.bulk_create(
            RoomHours(room=room, weekday=day, start_minute=510, end_minute=960) for day in sorted(free)
        )


def _own_dates(area: Area, today: dt.date, by: Actor) -> None:
    """Some schools differ: an INSET day of their own, mock exams, a room needed for exams, alternating weeks."""
    for school in area.schools[:6]:
        calendar_actions.refresh_from_council(school=school, by=by)
    for school in (area.schools[1], area.schools[3]):
        school.calendar.terms.update(first_week="A")
    this_year = today.year if today.month >= 9 else today.year - 1
    mocks = dt.date(this_year, 12, 1)
    mocks += dt.timedelta(days=-mocks.weekday() % 7)
    for school in area.schools[:4]:
        SpecialDay.objects.create(
            calendar=school.calendar, kind=DayKind.MOCK_EXAM, starts_on=mocks, ends_on=mocks + dt.timedelta(days=4),
            year_groups=[11], is_override=True,
        )  # fmt: skip
        RoomBlock.objects.create(
            room=school.rooms.get(name="Small meeting room"), starts_on=mocks, ends_on=mocks + dt.timedelta(days=4),
            reason="Mock exams",
        )  # fmt: skip

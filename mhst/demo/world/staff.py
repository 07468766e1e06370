"""Everybody who signs in: practitioners with their week, school leads, managers and the other roles."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.demo.logins import PASSWORD
from mhst.demo.world.area import Area
from mhst.demo.world.names import PRACTITIONERS
from mhst.people.enums import FixedKind, Grade
from mhst.people.models import Absence, FixedTime, Practitioner, SchoolDayAgreed, WorkingHours
from mhst.places.models import School

USUAL_SKILLS = {
    Grade.TRAINEE: ["anxiety", "primary"],
    Grade.EMHP: ["anxiety", "low_mood", "group_work", "primary"],
    Grade.SENIOR: ["anxiety", "low_mood", "group_work", "primary"],
    Grade.PRACTITIONER: ["anxiety", "low_mood", "group_work"],
    Grade.PARENTING: ["group_work", "primary"],
}
DAY = (510, 990)  # 08:30 to 16:30
NEWLY_QUALIFIED, UNSAID = 5, 8  # by their place among the practitioners
SUPERVISION = {0: 900, 1: 930, 2: 900, 3: 930, 4: 900}  # Thursday afternoons, one after another


@dataclass
class Staff:
    """What was made."""

    practitioners: list[Practitioner] = field(default_factory=list)
    leads: dict[School, User] = field(default_factory=dict)


def build(area: Area, today: dt.date) -> Staff:
    """Sign-ins for all, and the practitioners' weeks."""
    since = dt.date(today.year - 2, 9, 1)
    password = make_password(PASSWORD)
    staff = Staff()
    for number, given in enumerate(PRACTITIONERS):
        staff.practitioners.append(_practitioner(number, given, area, since, password, today))
    _agree_days(staff.practitioners, area)
    for number, school in enumerate(area.schools):
        staff.leads[school] = _lead(number, school, since, password)
    _others(area, since, password)
    ill = staff.practitioners[1]
    Absence.objects.create(practitioner=ill, starts_on=today, ends_on=today + dt.timedelta(days=9))
    return staff


def user(given: str, family: str, password: str, **fields: Any) -> User:
    """Somebody who can sign in with the demo's password."""
    name = f"{given}.{family}".lower().replace("'", "").replace(" ", "")
    return User.objects.create(
        username=name, email=f"{name}@example.invalid", first_name=given, last_name=family, password=password,
        last_login=clock.now(), **fields
    )  # fmt: skip


def _practitioner(number: int, given: tuple, area: Area, since: dt.date, password: str, today: dt.date) -> Practitioner:
    first, last, grade, more = given
    person = user(first, last, password)
    Membership.objects.create(user=person, role=RoleName.PRACTITIONER, team=area.team, starts_on=since)
    practitioner = Practitioner.objects.create(
        user=person, team=area.team, employer=area.charity if number % 3 == 2 else area.trust, grade=grade,
        skills=sorted({*USUAL_SKILLS[Grade(grade)], *more}), qualified_on=_qualified_on(number, grade, since, today),
    )  # fmt: skip
    WorkingHours.objects.bulk_create(
        WorkingHours(practitioner=practitioner, weekday=day, start_minute=DAY[0], end_minute=DAY[1])
        for day in range(5)
        if not (number == 8 and day == 4)  # works four days
    )
    fixed = [(4, 780, 900, FixedKind.TEAM_MEETING), (3, SUPERVISION[number % 5], SUPERVISION[number % 5] + 30,
             FixedKind.SUPERVISION)]  # fmt: skip
    if grade == Grade.TRAINEE:
        fixed += [(0, *DAY, FixedKind.UNIVERSITY), (1, *DAY, FixedKind.UNIVERSITY)]
    FixedTime.objects.bulk_create(
        FixedTime(practitioner=practitioner, weekday=day, start_minute=start, end_minute=end, kind=kind)
        for day, start, end, kind in fixed
    )
    return practitioner


def _qualified_on(number: int, grade: str, since: dt.date, today: dt.date) -> dt.date | None:
    """Most long ago, one this summer, and of one nobody has said when."""
    if grade == Grade.TRAINEE or number == UNSAID:
        return None
    return today - dt.timedelta(days=100) if number == NEWLY_QUALIFIED else since - dt.timedelta(days=300 + number)


def _agree_days(people: list[Practitioner], area: Area) -> None:
    """Each is at one school a day; on Wednesdays two go to the same school, to hold its group together."""
    days = []
    for number, person in enumerate(people):
        schools = area.schools_of(number // 5)
        for weekday in range(5):
            where = (number % 5 // 2) * 2 if weekday == 2 else number % 5 * 2 + weekday
            days.append(
                SchoolDayAgreed(
                    practitioner=person, school=schools[where % len(schools)], weekday=weekday,
                    start_minute=DAY[0], end_minute=DAY[1],
                )
            )  # fmt: skip
    SchoolDayAgreed.objects.bulk_create(days)


LEADS = (
    ("Joanne", "Hepple"), ("Farid", "Rostami"), ("Lucy", "Stokoe"), ("Babatunde", "Ogunleye"), ("Karen", "Ridsdale"),
    ("Owen", "Prosser"), ("Nasreen", "Malik"), ("Beth", "Farrow"), ("Kofi", "Quartey"), ("Anna", "Lindqvist"),
    ("Sunil", "Rao"), ("Megan", "Pugh"), ("Dorota", "Zielinska"), ("Paul", "Ainscough"), ("Rukhsana", "Ali"),
    ("Chris", "Tindale"), ("Moira", "Geddes"), ("Vikram", "Nair"), ("Helen", "Postgate"), ("Ama", "Asante"),
)  # fmt: skip


def _lead(number: int, school: School, since: dt.date, password: str) -> User:
    person = user(*LEADS[number], password)
    Membership.objects.create(user=person, role=RoleName.SENIOR_MENTAL_HEALTH_LEAD, school=school, starts_on=since)
    return person


def _others(area: Area, since: dt.date, password: str) -> None:
    """One of each other role, at the place where it belongs."""
    school, team = area.schools[0], area.team
    for given, family, role, place in (
        ("Dev", "Bhatt", RoleName.SCHOOL_STAFF, {"school": school}),
        ("Ruth", "Calloway", RoleName.DESIGNATED_SAFEGUARDING_LEAD, {"school": school}),
        ("Miriam", "Feld", RoleName.SUPERVISOR, {"team": team}),
        ("Colin", "Braithwaite", RoleName.TEAM_MANAGER, {"team": team}),
        ("Sandra", "Pike", RoleName.ADMINISTRATOR, {"team": team}),
        ("Yewande", "Cole", RoleName.SAFEGUARDING_LEAD, {"team": team}),
        ("Arthur", "Lim", RoleName.CAMHS_SPECIALIST, {"team": area.camhs}),
        ("Josie", "Marsh", RoleName.COUNSELLOR, {"team": area.counselling}),
        ("Petra", "Novak", RoleName.MODERATOR, {"team": area.counselling}),
        ("Graham", "Stirling", RoleName.COMMISSIONER, {"organisation": area.commissioner}),
        ("Ellie", "Waters", RoleName.CONTENT_EDITOR, {"team": team}),
        ("Naomi", "Brandt", RoleName.LINK_WORKER, {"organisation": area.charity}),
        ("Derek", "Shaw", RoleName.CARERS_CHAMPION, {"team": team}),
        ("Wanda", "Hollis", RoleName.PARTNER_WORKER, {"organisation": area.charity}),
        ("Tessa", "Moreau", RoleName.STAFF_SUPPORT_PRACTITIONER, {"organisation": area.trust}),
        ("Sky", "Blue", RoleName.YOUNG_PERSON, {}),
        ("Sys", "Admin", RoleName.SYSTEM_ADMINISTRATOR, {}),
        ("Tom", "Iredale", RoleName.COUNSELLOR, {"team": area.counselling}),
        ("Leah", "Okafor", RoleName.SUPERVISOR, {"team": area.counselling}),
        ("Owen", "Tallis", RoleName.SAFEGUARDING_LEAD, {"team": area.counselling}),
    ):
        person = user(given, family, password)
        Membership.objects.create(user=person, role=role, starts_on=since, **place)

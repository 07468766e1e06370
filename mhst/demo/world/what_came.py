"""Later in School Link: a talk of weeks ago, a pupil who was named, words that wait for a second reader, and those who
lead the specialists."""

import datetime as dt

from django.contrib.auth.hashers import make_password

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.demo.logins import PASSWORD
from mhst.demo.world.area import Area
from mhst.demo.world.consultations import advise, ask, sign, take, talk
from mhst.demo.world.staff import Staff, user
from mhst.people.models import YoungPerson
from realtime.actions import retention
from realtime.enums import KeptBecause
from realtime.models import Message
from school_link.actions import after
from school_link.enums import AdviceKind, ConsultationState, ConsultationTheme, ExcerptState, NamedBecause, Side
from school_link.models import Consultation, Desk, Excerpt

WORDS = (
    "Somebody who has dropped what they liked is helped by one small thing a day, chosen by them and done with somebody, "
    "long before they feel like it. Plan it for a time, and look back on it together each week."
)
#: With the last two, two people may agree that what was said in a consultation is destroyed.
OF_THE_DESK = (
    ("Maeve", "Corrigan", RoleName.SUPERVISOR),
    ("Rosalind", "Ashdown", RoleName.TEAM_MANAGER),
    ("Ewan", "Reay", RoleName.SAFEGUARDING_LEAD),
)
GUARDIAN = "Their mother, by phone, yesterday. She would like to be rung in the evening."


def build(area: Area, workers: Staff, today: dt.date) -> None:
    """At the end, so that nobody who was here before gets another name."""
    for given, family, role in OF_THE_DESK:
        person = user(given, family, make_password(PASSWORD))
        Membership.objects.create(user=person, role=role, team=area.camhs, starts_on=today)
    agreed = Consultation.objects.get(state=ConsultationState.AGREED)
    talk(agreed)
    _said_before(agreed, 37)
    _name(agreed)
    _wait_for_a_reader(area, workers)
    _keep(agreed)


def _keep(one: Consultation) -> None:
    """Somebody has complained: what was said stays, whatever its time."""
    assert one.conversation is not None
    manager = User.objects.get(username="rosalind.ashdown")
    retention.hold(conversation=one.conversation, because=KeptBecause.LEGAL, by=manager)


def _said_before(one: Consultation, days: int) -> None:
    began = clock.now() - dt.timedelta(days=days, minutes=10)
    for number, message in enumerate(Message.objects.filter(conversation=one.conversation).order_by("created_at")):
        message.created_at = began + dt.timedelta(minutes=3 * number)
        message.save()


def _name(one: Consultation) -> None:
    assert one.lead is not None
    pupils = YoungPerson.objects.filter(school=one.school, referrals__isnull=True).order_by("family_name", "given_name")
    of_year = (each for each in pupils if each.year_group_on(clock.today()) == one.year_group)
    pupil = next(of_year, None) or pupils[0]
    after.name(consultation=one, pupil=pupil, because=NamedBecause.AGREED, words=GUARDIAN, by=one.lead)


def _wait_for_a_reader(area: Area, workers: Staff) -> None:
    school, ines = area.schools[1], User.objects.get(username="ines.duarte")
    lead = workers.leads[school]
    asked = ask(
        Desk.objects.get(team=area.camhs), school, lead, ConsultationState.WAITING, 18, year_group=10,
        theme=ConsultationTheme.LOW_MOOD, concern="Comes to school and does nothing there; at home in bed by six.",
    )  # fmt: skip
    one = take(asked, ines)
    advise(one, 15, *AdviceKind)
    sign(one, 15, Side.SCHOOL, Side.SPECIALIST)
    Excerpt.objects.create(
        consultation=one, theme=one.theme, state=ExcerptState.AGREED, words=WORDS, school_agrees=lead,
        specialist_agrees=ines,
    )  # fmt: skip

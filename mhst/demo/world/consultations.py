"""Consultations at every stage, between the schools of the area and its specialists."""

import datetime as dt
from random import Random
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.demo.logins import PASSWORD
from mhst.demo.world import asked
from mhst.demo.world.area import Area
from mhst.demo.world.said import say
from mhst.demo.world.staff import Staff, user
from mhst.places.models import Council, School
from realtime.models import Participant
from school_link.actions import consultation as actions
from school_link.actions import room
from school_link.dates import due_at
from school_link.enums import AdviceKind, ConsultationState, ConsultationTheme, ConsultationUrgency, ExcerptState, Side
from school_link.models import AdviceText, Consultation, Desk, DeskArea, Duty, Excerpt, Signature
from school_link.queries.desk import is_off

S, T, U = ConsultationState, ConsultationTheme, ConsultationUrgency
DAYS_STAFFED, A_DAY = 10, 1440
WANTED = "What to try next, and whether this is for you."
TALK = (
    (Side.SCHOOL, "Thank you for making time. It is worst before double maths and PE."),
    (Side.SPECIALIST, "That helps. What happens in the ten minutes before?"),
    (Side.SCHOOL, "Pacing, then the toilets, then a call home to be fetched."),
    (Side.SPECIALIST, "And when they stay, how does it end?"),
)
ADVICE = {
    AdviceKind.UNDERSTAND: "Worry about being watched grows while they wait, and leaving makes the next time harder.",
    AdviceKind.TRY: "A planned way in: five minutes early, a seat by the door, one person who greets them. Two weeks.",
    AdviceKind.RISK: "Nothing said or seen of self-harm. The form tutor asks again each Friday, in private.",
    AdviceKind.NEXT: "Go on in school. If nothing has changed after two weeks, ask the support team together.",
    AdviceKind.WHO: "Form tutor: greets, from Monday. Lead: rings home this week. Specialist: looks again in two weeks.",
}
LIBRARY = (
    "A young carer who is tired by midday is helped by one adult who knows, a late start that is agreed, and a place "
    "to sleep for twenty minutes. Ask the family first what they would like others to know."
)


def build(area: Area, workers: Staff, today: dt.date, chance: Random) -> None:
    """The desk with its rota, and what the schools have asked."""
    desk = Desk.objects.create(team=area.camhs, routine_days=5)
    DeskArea.objects.bulk_create(DeskArea(desk=desk, council=council) for council in Council.objects.all())
    arthur = User.objects.get(username="arthur.lim")
    ines = user("Ines", "Duarte", make_password(PASSWORD))
    Membership.objects.create(user=ines, role=RoleName.CAMHS_SPECIALIST, team=area.camhs, starts_on=today)
    Duty.objects.bulk_create(
        Duty(desk=desk, specialist=who, on=today + dt.timedelta(days=day), starts=starts, ends=ends)
        for day in range(DAYS_STAFFED)
        for who, starts, ends in ((arthur, 0, A_DAY), (ines, 8 * 60, 16 * 60))
    )
    first, second, third, primary = area.schools[0], area.schools[1], area.schools[2], area.schools[6]
    staff = User.objects.get(username="dev.bhatt")
    lead = workers.leads
    ask(
        desk,
        first,
        lead[first],
        S.DRAFT,
        theme=T.EATING,
        concern="Lunch goes into the bin, since half-term.",
        wanted="",
    )
    ask(desk, first, staff, S.WITH_LEAD, theme=T.LOSS, concern="Quiet and tired since a bereavement in October.")
    ask(desk, primary, lead[primary], S.WAITING, 0, urgency=U.TODAY, theme=T.SELF_HARM, year_group=6,
         concern="Scratches on both arms, seen at PE this morning. Says it helps. Parents know.")  # fmt: skip
    waits = ask(desk, second, lead[second], S.WAITING, 1, theme=T.NEURODIVERGENT, year_group=9,
                 concern="Leaves the room when plans change; two exclusions this term.")  # fmt: skip
    actions.ask_back(consultation=waits, words="How do they manage at home when plans change?", by=ines)
    overdue = _working_days_back(today, desk.routine_days + 1)
    ask(desk, third, lead[third], S.WAITING, overdue, theme=T.ATTENDANCE, year_group=10,
         concern="In school on eleven days of forty. Mornings are the hardest.")  # fmt: skip
    talking = take(ask(desk, first, lead[first], S.WAITING, 2, theme=T.ANXIETY, year_group=8,
                         concern="Leaves lessons in the hall and rings home to be fetched."), arthur)  # fmt: skip
    talk(talking)
    advise(talking, 0, AdviceKind.UNDERSTAND, AdviceKind.TRY)
    unsigned = take(ask(desk, second, lead[second], S.WAITING, 6, theme=T.LOW_MOOD, year_group=11,
                          concern="Has dropped out of everything they liked."), ines)  # fmt: skip
    advise(unsigned, 3, *AdviceKind)
    sign(unsigned, 3, Side.SPECIALIST)
    agreed = take(ask(desk, first, lead[first], S.WAITING, 40, theme=T.FAMILY, year_group=7,
                        concern="Cares for a parent before and after school, and falls asleep in lessons."), arthur)  # fmt: skip
    advise(agreed, 36, *AdviceKind)
    sign(agreed, 36, Side.SCHOOL, Side.SPECIALIST)
    Excerpt.objects.create(
        consultation=agreed, theme=agreed.theme, state=ExcerptState.CLEARED, words=LIBRARY, shown=LIBRARY,
        school_agrees=agreed.lead, specialist_agrees=arthur, read_by=ines, read_at=clock.now() - dt.timedelta(days=20),
    )  # fmt: skip
    over = ask(desk, third, lead[third], S.WAITING, 20, theme=T.BEHAVIOUR, concern="Fights at break, most days.")
    actions.withdraw(consultation=over, by=lead[third])
    asked.build(area, workers, desk, arthur, today, chance)


def _working_days_back(today: dt.date, many: int) -> int:
    """How many days ago that was: weekends and bank holidays are no days on which an answer is owed."""
    day = today
    while many:
        day -= dt.timedelta(days=1)
        many -= not is_off(day)
    return (today - day).days


def ask(
    desk: Desk, school: School, by: User, state: ConsultationState, days: int | None = None, **said: Any
) -> Consultation:
    """`days` ago it was sent, if it was."""
    sent = None if days is None else clock.now() - dt.timedelta(days=days, minutes=40)
    given: dict[str, Any] = {
        "urgency": U.ROUTINE,
        "wanted": WANTED,
        "tried": "A card to leave with, and talks.",
        **said,
    }
    if sent is not None:
        due = due_at(given["urgency"], sent, desk.routine_days, is_off)
        given |= {"lead": by, "sent_at": sent, "due_at": due, "created_at": sent, "saved_at": sent}
    return Consultation.objects.create(
        desk=desk, school=school, written_by=by, state=state, is_no_emergency=True, version=1, **given
    )


def take(one: Consultation, by: User) -> Consultation:
    return room.take(consultation=one, by=by)


def talk(one: Consultation) -> None:
    assert one.lead is not None
    people = {
        who.user_id: who for who in Participant.objects.filter(conversation=one.conversation).select_related("user")
    }
    for side, words in TALK:
        who = people[one.lead.pk if side == Side.SCHOOL else one.holder_id]
        say(who, words, epoch=0)


def advise(one: Consultation, days: int, *kinds: AdviceKind) -> None:
    """So many days ago, by whoever answers."""
    assert one.holder is not None
    at = clock.now() - dt.timedelta(days=days, minutes=20)
    for kind in kinds:
        one.edition += 1
        AdviceText.objects.create(
            consultation=one, kind=kind, number=1, edition=one.edition, words=ADVICE[kind], author=one.holder,
            mid=uuid4(), created_at=at,
        )  # fmt: skip
    one.save()


def sign(one: Consultation, days: int, *sides: Side) -> None:
    at = clock.now() - dt.timedelta(days=days)
    for side in sides:
        signed_by = one.lead if side == Side.SCHOOL else one.holder
        assert signed_by is not None
        Signature.objects.create(consultation=one, edition=one.edition, side=side, user=signed_by, created_at=at)
    if len(sides) == len(Side):
        one.state, one.agreed_at = S.AGREED, at
        one.save()

"""Who of the invented people is written to, what they were sent, and what did not arrive."""

import datetime as dt
import json
from random import Random

from mhst.core import clock
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentMethod
from mhst.people.models import ConsentDecision, ParentOrGuardian, YoungPerson
from mhst.people.wordings import CURRENT
from sessions_app.enums import Channel, MessageState, MessageWords, Problem
from sessions_app.models import ContactPreference, Message, Place, SupportSession
from sessions_app.queries.reminder import mark_of

SHARE = 0.35
A_WEEK, BEFORE = dt.timedelta(days=7), dt.timedelta(days=2)
#: What went wrong with the first few of them.
PROBLEMS = (Problem.REFUSED, Problem.REFUSED, Problem.UNREACHABLE)


def build(today: dt.date, chance: Random) -> None:
    """Some who have places agreed to reminders; the last week's reminders went out, but for a few."""
    people = YoungPerson.objects.filter(places__isnull=False).distinct().order_by("pk")
    chosen = [person for person in people.prefetch_related("parents_and_guardians") if chance.random() < SHARE]
    ways = [_way(person, number, today, chance) for number, person in enumerate(chosen)]
    ConsentDecision.objects.bulk_create(_consent(way) for way in ways)
    ContactPreference.objects.bulk_create(ways)
    parents = [way.parent_id for way in ways if way.parent_id]
    ParentOrGuardian.objects.filter(pk__in=parents).update(may_be_contacted=True)
    Message.objects.bulk_create(_messages(ways, today))


def _way(person: YoungPerson, number: int, today: dt.date, chance: Random) -> ContactPreference:
    is_own, by_email = person.age_on(today) >= 16, chance.random() < 0.3
    parent = None if is_own else person.parents_and_guardians.all()[0]
    phone = f"+447700900{number % 1000:03d}"
    return ContactPreference(
        young_person=person,
        parent=parent,
        channel=Channel.EMAIL if by_email else Channel.TEXT,
        address=f"{(parent or person).name.split()[0].lower()}{number}@example.org" if by_email else phone,
        reminders=True,
        letters=chance.random() < 0.4,
        agreed_on=today - dt.timedelta(days=chance.randrange(10, 120)),
    )


def _consent(way: ContactPreference) -> ConsentDecision:
    return ConsentDecision(
        young_person=way.young_person, kind=ConsentKind.CONTACT, answer=ConsentAnswer.GIVEN, parent=way.parent,
        basis=ConsentBasis.PARENTAL if way.parent else ConsentBasis.SIXTEEN, method=ConsentMethod.PHONE,
        wording_version=CURRENT.version, decided_on=way.agreed_on,
    )  # fmt: skip


def _messages(ways: list[ContactPreference], today: dt.date) -> list[Message]:
    by_person = {way.young_person_id: way for way in ways}
    sessions = SupportSession.objects.filter(date__range=(today - A_WEEK, today), state__in=["planned", "held"])
    found = []
    for session in sessions.select_related("series__team").order_by("date", "start_minute", "pk"):
        places = Place.objects.filter(series=session.series_id, young_person__in=by_person).order_by("number")
        ways_there = [by_person[place.young_person_id] for place in places]
        found += [(session, way, _message(session, way)) for way in ways_there]
    for (session, way, message), problem in zip(found[-len(PROBLEMS) :], PROBLEMS, strict=False):
        _fail(message, session, way, problem)
    return [message for _, _, message in found]


def _fail(message: Message, session: SupportSession, way: ContactPreference, problem: Problem) -> None:
    message.state, message.problem, message.sent_at = MessageState.FAILED, problem, None
    message.address = way.address
    message.details = json.dumps({"when": f"{session.starts_at:%A %-d %B at %H:%M}"})
    message.may_have_gone = problem == Problem.UNREACHABLE


def _message(session: SupportSession, way: ContactPreference) -> Message:
    sent = clock.at_local(session.date - BEFORE, 8 * 60 + 1)
    return Message(
        key=f"reminder:{session.pk}:{mark_of(way.channel, way.address)}:1", channel=way.channel,
        words=MessageWords.APPOINTMENT, team=session.series.team, preference=way, session=session,
        state=MessageState.SENT, created_at=sent, not_before=sent, sent_at=sent, attempts=1,
        not_after=session.starts_at,
    )  # fmt: skip

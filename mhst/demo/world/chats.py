"""Chats of this evening, each at another point: two at the first counsellor's desk, one at the second's."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.actors import Machine
from mhst.demo.logins import COUNSELLORS, PASSWORD
from mhst.demo.world.said import say
from mhst.demo.world.staff import user
from realtime.actions import first_words, retention
from realtime.actions import visit as visits
from realtime.enums import Urgency, VisitState
from realtime.models import Conversation, Destruction, HeldPlace, Participant, Service, Visit, Visitor
from realtime.rules.visit import turn_at

if TYPE_CHECKING:
    from mhst.demo.world.area import Area


@dataclass(frozen=True)
class Chat:
    """Who came how many minutes ago, what they said when they came, and what was said since."""

    nickname: str
    minutes: int
    feelings: str
    on_mind: str
    counsellor: str
    said: tuple[tuple[str, str], ...]
    urgency: str = ""


FIRST = Chat(
    "sunny-badge-40", 35, "sad", "It is about my nan.", COUNSELLORS[0],
    (
        ("person", "hi. i dont really know how this works"),
        ("worker", "Hi, I'm glad you came. You can type whatever comes, in any order. What brought you here tonight?"),
        ("person", "my nan died in october and everyone at home is just carrying on"),
        ("worker", "That sounds lonely. Would you tell me a bit about her?"),
    ),
)  # fmt: skip
#: The words of one are marked, and nobody has answered.
MORE = (
    Chat(
        "misty-harbour-12", 26, "worried,lonely", "School, mostly.", COUNSELLORS[0],
        (
            ("person", "is this the place where you can just say stuff"),
            ("worker", "It is. I'm Josie. Say it however it comes."),
            ("person", "everything is too loud at school and some days there is no point in trying any more"),
        ),
        Urgency.TODAY,
    ),
    Chat(
        "green-ladder-64", 22, "stressed", "Exams.", COUNSELLORS[1],
        (
            ("person", "my dad says if i dont get sevens theres no sixth form"),
            ("worker", "That is a lot to carry into an exam room. What do you hope for yourself?"),
            ("person", "sleep haha. no i want to do music"),
        ),
    ),
)  # fmt: skip
PHRASES = (
    "Take the time you need. I am still here.",
    "Thank you for telling me that. It cannot have been easy to write.",
    "Would you like to tell me more about that, or leave it for now?",
    "We have about ten minutes left. What matters most to say before then?",
    "Is there an adult near you, now, whom you could be with?",
)
DEMO = Machine("demo")
LEAD, SECOND_WHO_ERASES = "owen.tallis", ("Rhona", "Pickering")


def build(area: "Area", today: dt.date) -> list[str]:
    """What counsellors often say, and a manager of the service: with her two people may agree that words are destroyed.
    Something is due, and one of the two has agreed. Gives the nicknames of who comes besides."""
    service = Service.objects.get(team=area.counselling)
    service.phrases = "\n".join(PHRASES)
    service.save()
    manager = user(*SECOND_WHO_ERASES, make_password(PASSWORD))
    Membership.objects.create(user=manager, role=RoleName.TEAM_MANAGER, team=area.counselling, starts_on=today)
    _is_due(service)
    return [chat.nickname for chat in MORE]


def _is_due(service: Service) -> None:
    """Somebody left the queue twice, days ago: what they wrote for whoever would come is to be destroyed."""
    visitor = Visitor.objects.filter(service=service).earliest("created_at", "pk")
    for days in (6, 4):
        came = clock.now() - dt.timedelta(days=days)
        Visit.objects.create(
            service=service, visitor=visitor, state=VisitState.LEFT, joined_at=came, turn_at=came, hour=19, staffed=2,
            ended_at=came + dt.timedelta(minutes=20), feelings="stressed", on_mind="It can wait.",
        )  # fmt: skip
    retention.plan(by=DEMO)
    first = Destruction.objects.open().order_by("ended_at").first()
    assert first is not None
    retention.agree(destruction=first, by=User.objects.get(username=LEAD))


def begin(service: Service, people: dict[str, Visitor]) -> Conversation:
    """All of them, while nobody else waits; gives the first."""
    first, *_ = [_talk(service, people[chat.nickname], chat) for chat in (FIRST, *MORE) if chat.nickname in people]
    return first


def waits(visitor: Visitor, minutes: int, urgency: str, feelings: str, on_mind: str) -> Visit:
    """Their place is kept all day, as if their page stayed open."""
    joined = clock.now() - dt.timedelta(minutes=minutes)
    band = 1 if urgency == Urgency.NOW else 0
    visit = Visit.objects.create(
        service=visitor.service, visitor=visitor, urgency=urgency, band=band, joined_at=joined,
        turn_at=turn_at(joined, band), hour=joined.astimezone(clock.LONDON).hour, staffed=len(COUNSELLORS),
        feelings=feelings, on_mind=on_mind,
    )  # fmt: skip
    HeldPlace.objects.create(visit=visit, until=clock.now() + dt.timedelta(days=1))
    first_words.keep(visit=visit, by=DEMO)
    return visit


def _talk(service: Service, visitor: Visitor, chat: Chat) -> Conversation:
    counsellor = User.objects.get(username=chat.counsellor)
    visit = waits(visitor, chat.minutes, chat.urgency, chat.feelings, chat.on_mind)
    assert visits.call_next(service=service, by=counsellor) == visit
    conversation = visits.claim(visit=visit, by=counsellor)
    people = {who.part: who for who in Participant.objects.filter(conversation=conversation).select_related("user")}
    for part, words in chat.said:
        who = people[part]
        epoch = 1 if part == "worker" else None
        say(who, words, epoch=epoch)
    return conversation

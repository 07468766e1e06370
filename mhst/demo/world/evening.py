"""An evening of online counselling: always open, somebody waits, chats are under way, and others waited before."""

import datetime as dt
from functools import cache
from random import Random
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import Machine
from mhst.core.crypto import envelope
from mhst.demo.logins import COUNSELLORS, PASSWORD, YOUNG_PERSON
from mhst.demo.world import afterwards, chats, group_room, left, vault
from mhst.people.enums import Ethnicity, Gender
from mhst.places.dates import days
from mhst.places.enums import TeamKind
from mhst.places.models import Council
from mhst.reporting.dates import quarter_of
from realtime.actions import visit as visits
from realtime.enums import ConversationState, Urgency, VisitState
from realtime.models import (
    Conversation,
    Service,
    ServiceArea,
    Shift,
    Visit,
    Visitor,
    WeeklyHours,
)
from realtime.models.conversation import place_of_key
from realtime.queries import hours
from realtime.queries.waits import BANDS
from realtime.wordings import NEWEST
from realtime.words import nickname

DEMO = Machine("demo")
DAY = 1440
DAYS_STAFFED = 10  # the world is made anew after a week
#: Who waits, for how many minutes, what they said.
WAITING: tuple[tuple[str, int, str, str, str], ...] = (
    ("calm-otter-21", 14, Urgency.TODAY, "worried,stressed", "Mocks start on Monday and I cannot sleep."),
    ("brave-kettle-58", 6, Urgency.NOW, "lonely", "My friends have a group chat without me."),
    ("shy-lantern-73", 3, "", "", ""),
)


def build(council: Council, team: UUID, chance: Random) -> None:
    """The service, its rota, and past evenings: with these the demo can say how long others waited."""
    service = Service.objects.create(team_id=team)
    ServiceArea.objects.bulk_create(ServiceArea(service=service, council=each) for each in Council.objects.all())
    WeeklyHours.objects.bulk_create(
        WeeklyHours(service=service, weekday=day, opens=0, accept_until=DAY, closes=DAY) for day in range(7)
    )
    known = [_visitor(service, council, f"quiet-{word}-{number}", chance) for number, word in enumerate(PAST, start=11)]
    sky = User.objects.get(username=YOUNG_PERSON)
    _as_visitor(sky, service, council, chance)
    _past(service, known, chance)
    for name in (*(came[0] for came in WAITING), chats.FIRST.nickname):
        _visitor(service, council, name, chance)


def come_besides(nicknames: list[str], council: Council, chance: Random) -> None:
    """More young people, of whom nothing is known yet."""
    service = Service.objects.filter(team__kind=TeamKind.COUNSELLING).get()
    for name in nicknames:
        _visitor(service, council, name, chance)


def begin() -> None:
    """What happens this evening, each time the demo starts: whatever stood open before is over."""
    service = Service.objects.select_related("team").filter(team__kind=TeamKind.COUNSELLING).first()
    if service is None:
        return
    with recording.acting(by=DEMO, verb="demo.evening"):
        _put_on_shift(service)
        hours.forget(service.pk)
        for visit in Visit.objects.filter(state__in=(VisitState.WAITING, VisitState.OFFERED)):
            visits.leave(visit=visit, by=visit.visitor.user)
        people = {v.user.username: v for v in Visitor.objects.select_related("service", "user")}
        if not Visit.objects.filter(state=VisitState.CLAIMED).exists():
            vault.begin(chats.begin(service, people), User.objects.get(username=COUNSELLORS[0]))
        come(people)
        left.begin(people)
        group_room.begin(service, list(people.values()))
        afterwards.begin(service)


def come(people: dict[str, Visitor]) -> None:
    """Those who wait, but for whom somebody has let in since the demo was started last."""
    in_chats = set(Visit.objects.filter(state=VisitState.CLAIMED).values_list("visitor__user__username", flat=True))
    for name, minutes, urgency, feelings, on_mind in WAITING:
        if name not in in_chats:
            chats.waits(people[name], minutes, urgency, feelings, on_mind)


def send_one() -> str:
    """Another young person comes and waits; gives their nickname."""
    service = Service.objects.select_related("team").filter(areas__isnull=False).earliest("created_at")
    with recording.acting(by=DEMO, verb="demo.send_one"):
        area = service.areas.select_related("council").first()
        assert area is not None
        visitor = _visitor(service, area.council, nickname(), Random())
        chats.waits(visitor, 0, Urgency.TODAY, "worried", "I do not know where to begin.")
    return visitor.user.username


PAST = ("acorn", "bagel", "canoe", "daisy", "eagle", "ferry", "gravel", "harp", "island", "jigsaw", "kite", "lemon")


def _put_on_shift(service: Service) -> None:
    """All day, every day: the demo is open whenever it is looked at, and was in the quarter that runs, or its figures
    would be of people who came when nobody was there."""
    first, last = quarter_of(clock.today()).first, clock.today() + dt.timedelta(days=DAYS_STAFFED - 1)
    for person in User.objects.filter(username__in=COUNSELLORS):
        known = set(Shift.objects.filter(counsellor=person, on__gte=first).values_list("on", flat=True))
        Shift.objects.bulk_create(
            Shift(service=service, counsellor=person, on=day, starts=0, ends=DAY, most=4)
            for day in days(first, last)
            if day not in known
        )


def _visitor(service: Service, council: Council, name: str, chance: Random) -> Visitor:
    user = User.objects.create(username=name, password=_password(), last_login=clock.now())
    Membership.objects.create(user=user, role=RoleName.YOUNG_PERSON, starts_on=clock.today())
    return _as_visitor(user, service, council, chance)


def _as_visitor(user: User, service: Service, council: Council, chance: Random) -> Visitor:
    return Visitor.objects.create(
        service=service, user=user, council=council, born_year=clock.today().year - chance.randrange(12, 18),
        born_month=chance.randrange(1, 13), agreed_to=NEWEST,
        gender=chance.choice((Gender.FEMALE, Gender.FEMALE, Gender.MALE, Gender.NON_BINARY)),
        ethnicity=chance.choice((Ethnicity.WHITE_BRITISH, Ethnicity.PAKISTANI, Ethnicity.NOT_STATED)),
    )  # fmt: skip


def _past(service: Service, visitors: list[Visitor], chance: Random) -> None:
    """Some weeks of chats that are over, at every time of day."""
    counsellor = User.objects.get(username=COUNSELLORS[0])
    for first, last in BANDS:
        for number in range(24):
            hour = chance.randrange(first, last)
            day = clock.today() - dt.timedelta(days=2 + number)
            joined = clock.at_local(day, hour * 60 + chance.randrange(60))
            claimed = joined + dt.timedelta(minutes=chance.randrange(4, 38))
            ended = claimed + dt.timedelta(minutes=chance.randrange(30, 60))
            Visit.objects.create(
                service=service, visitor=chance.choice(visitors), state=VisitState.CLOSED, joined_at=joined,
                turn_at=joined, hour=hour, staffed=len(COUNSELLORS), holder=counsellor, claimed_at=claimed,
                ended_at=ended, conversation=_over(service, ended), feelings="", on_mind="",
            )  # fmt: skip


def _over(service: Service, ended: dt.datetime) -> Conversation:
    """A chat that has ended, without its words."""
    id = uuid4()
    return Conversation.objects.create(
        pk=id, kind="chat", team=service.team, state=ConversationState.ENDED, ended_at=ended,
        key=envelope.new(about=place_of_key(id)),
    )  # fmt: skip


@cache
def _password() -> str:
    """Made once: it is slow on purpose."""
    return make_password(PASSWORD)

"""A consultation that nobody goes on with: both sides are told, then it ends by itself; never one that goes on."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from mhst.access.models import Membership
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.demo.world.year import inset_days, terms
from realtime.actions import escalation
from realtime.actions import retention as retention_actions
from realtime.models import Conversation, Destruction, Event, RetentionClass
from school_link import tasks
from school_link.actions import after, consultation, library, quiet, room
from school_link.models import Consultation
from school_link.queries import quiet as queries
from school_link.queries import uptake
from sessions_app.models import Message
from tests.factories import TeamSchoolFactory, YoungPersonFactory
from tests.integration.school_link.test_kept import said
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
AT = 3 * 60 + 30
NIGHT = clock.at_local(dt.date(2026, 2, 2), AT)
DUE = dt.timedelta(days=7)  # as the factory has it
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def link() -> Link:
    return a_link()


class Nights:
    """In the small hours of the day on which everything is asked, and so many days later, by the clock on the wall."""

    def __init__(self, moment: Any) -> None:
        self.moment = moment

    def shift(self, days: dt.timedelta) -> None:
        self.moment.move_to(clock.at_local((clock.now().astimezone(clock.LONDON) + days).date(), AT))


@pytest.fixture
def night() -> Any:
    with time_machine.travel(NIGHT, tick=False) as moment:
        yield Nights(moment)


def states(*ones: Consultation) -> list[str]:
    return [Consultation.objects.get(pk=one.pk).state for one in ones]


def told(words: str) -> set[str]:
    return {message.address for message in Message.objects.filter(words=words)}


def fresh(one: Consultation) -> Consultation:
    return Consultation.objects.select_related("conversation").get(pk=one.pk)


@pytest.mark.both_engines
def test_both_sides_are_told_and_later_it_ends_with_its_room(link: Link, night: Nights) -> None:
    agreed, unsigned, waits, late = link.agreed(), link.taken(), link.asked(), link.asked(due_at=NIGHT + 9 * A_DAY)
    night.shift(DUE + queries.QUIET)
    tasks.end_quiet()
    assert (told("ends_soon"), fresh(agreed).reminded_at) == (set(), None)  # to the minute it is not yet
    night.shift(A_DAY)
    for _ in range(2):
        tasks.end_quiet()
    assert Message.objects.filter(words="ends_soon").count() == 2 + 2 + 3  # both; whoever of the desk could take it
    assert told("ends_soon") == {link.sam.email, link.spec.email, link.toni.email}
    assert (fresh(agreed).reminded_at, fresh(late).reminded_at) == (clock.now(), None)
    night.shift(queries.UNTIL_THE_END)
    tasks.end_quiet()
    assert states(agreed, unsigned, waits) == ["agreed", "taken", "waiting"]
    night.shift(A_DAY)
    for _ in range(2):
        tasks.end_quiet()
    assert states(agreed, unsigned, waits, late) == ["lapsed", "lapsed", "lapsed", "waiting"]
    assert fresh(agreed).lapsed_at == clock.now()
    assert set(Conversation.objects.values_list("state", flat=True)) == {"ended"}
    assert Event.objects.filter(stream__conversation=agreed.conversation, kind="ended").exists()
    row = AuditEvent.objects.get(verb="quiet.lapse", row_id=str(agreed.pk))
    assert row.actor_id == tasks.SWEEP.audit_id
    assert told("news") >= {link.sam.email, link.spec.email}


def test_by_day_nothing_is_done(link: Link, night: Nights) -> None:
    one = link.taken()
    night.moment.move_to(NIGHT + DUE + queries.QUIET + A_DAY + dt.timedelta(hours=6))
    tasks.end_quiet()
    assert fresh(one).reminded_at is None


@pytest.mark.parametrize("year", range(2024, 2040))
def test_who_is_told_as_the_summer_begins_finds_it_there_when_the_school_is_back(year: int) -> None:
    back = terms(year + 1)[0].starts_on
    while back in inset_days(year + 1) or back.weekday() >= 5:
        back += A_DAY
    assert back + 14 * A_DAY - terms(year)[-1].ends_on < queries.UNTIL_THE_END


@pytest.mark.parametrize("what", ["said", "advice", "asked", "answered", "told", "stood_in"])
def test_whoever_goes_on_with_it_keeps_it_and_it_goes_quiet_anew(link: Link, night: Nights, what: str) -> None:
    one = link.agreed() if what in {"said", "told"} else link.written()
    question = (
        consultation.ask_back(consultation=one, words="How is home?", by=link.spec) if what == "answered" else None
    )
    night.shift(DUE + queries.QUIET + A_DAY)
    tasks.end_quiet()
    assert queries.ends_at(fresh(one)) == clock.now() + queries.UNTIL_THE_END
    night.shift(3 * A_DAY)
    match what:
        case "said":
            room.come_in(consultation=one, by=link.sam)
            said(one, "We still try.", link.sam)
        case "advice":
            link.signs(one, link.spec)
        case "asked":
            consultation.ask_back(consultation=one, words="And now?", by=link.spec)
        case "answered":
            consultation.answer(question=question, words="Better.", seen=0, by=link.sam)
        case "told":
            after.tell_what_happened(consultation=one, outcome="not_yet", words="", by=link.sam)
        case "stood_in":
            room.stand_in(consultation=one, by=link.toni)
    assert queries.ends_at(fresh(one)) is None
    night.shift(queries.UNTIL_THE_END)
    tasks.end_quiet()
    assert states(one) != ["lapsed"]
    night.shift(queries.QUIET)
    before = Message.objects.filter(words="ends_soon").count()
    tasks.end_quiet()
    assert Message.objects.filter(words="ends_soon").count() == before + 2
    night.shift(queries.UNTIL_THE_END + A_DAY)
    tasks.end_quiet()
    assert states(one) == ["lapsed"]


def offered(what: str, link: Link) -> tuple[Consultation, Callable[[], Any]]:
    """Agreed advice, by one side or by the other after it: of that no row is left that tells when."""
    one = link.agreed()
    if what == "offered":
        return one, lambda: library.offer(consultation=one, words="Try this.", version=0, by=link.sam)
    library.offer(consultation=one, words="Try this.", version=0, by=link.sam)
    return one, lambda: library.offer(consultation=one, words="Try this.", version=1, by=link.spec)


def gone_on(what: str, link: Link) -> tuple[Consultation, Callable[[], Any]]:
    """One with whom somebody can go on in this way, and that."""
    if what == "taken_over_while_it_waits":
        waits = link.asked()
        return waits, lambda: room.stand_in(consultation=waits, by=link.dee)
    if what.startswith("offered"):
        return offered(what, link)
    one = link.taken()
    if what == "passed_on_to_oneself":
        return one, lambda: room.pass_on(consultation=one, to=link.spec, by=link.spec)
    if what == "coming":
        return one, lambda: consultation.is_coming(consultation=one, by=link.spec)
    if what == "let_in_again":
        return one, lambda: room.come_in(consultation=one, by=link.spec)
    TeamSchoolFactory(school=link.school)
    pupil = YoungPersonFactory(school=link.school)
    naming = after.name(consultation=one, pupil=pupil, because="agreed", words="Their mother.", by=link.sam)
    if what == "taken_back":
        return one, lambda: after.take_back_name(
            consultation=one, seen=str(naming.pk), because="Their cousin", by=link.sam
        )
    return one, lambda: after.ask_for_support(consultation=one, by=link.dee)


@pytest.mark.parametrize(
    "what",
    [
        "taken_over_while_it_waits",
        "passed_on_to_oneself",
        "coming",
        "let_in_again",
        "taken_back",
        "asked_for_support",
        "offered",
        "offered_by_the_other_side",
    ],
)
def test_whatever_somebody_does_about_it_keeps_it_also_where_no_row_of_that_stays(
    link: Link, night: Nights, what: str
) -> None:
    one, goes_on = gone_on(what, link)
    night.shift(DUE + queries.QUIET + A_DAY)
    tasks.end_quiet()
    night.shift(3 * A_DAY)
    goes_on()
    assert queries.ends_at(fresh(one)) is None
    night.shift(queries.UNTIL_THE_END - A_DAY)
    tasks.end_quiet()
    assert (states(one) == ["lapsed"], list(queries.to_remind_of())) == (False, [])
    night.shift(queries.QUIET)
    tasks.end_quiet()
    assert queries.ends_at(fresh(one)) == clock.now() + queries.UNTIL_THE_END
    night.shift(queries.UNTIL_THE_END + A_DAY)
    tasks.end_quiet()
    assert states(one) == ["lapsed"]


def test_agreed_advice_is_not_ended_before_it_was_asked_twice_what_came_of_it(
    link: Link, night: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "QUIET", A_DAY)
    one = link.agreed(due_at=NIGHT)
    night.shift(41 * A_DAY)
    assert list(queries.to_remind_of()) == []
    night.shift(2 * A_DAY)
    assert list(queries.to_remind_of()) == [one]


def test_none_ends_in_which_somebody_may_be_in_danger(link: Link, night: Nights) -> None:
    one = link.taken()
    night.shift(DUE + queries.QUIET + A_DAY)
    assert one.conversation is not None
    with recording.acting(by=SYSTEM, verb="test"):
        escalation.Escalation.objects.create(
            conversation=one.conversation, raised_by=link.spec, words="What they said", created_at=NIGHT
        )
    assert list(queries.to_remind_of()) == []


def test_whoever_goes_on_at_the_last_moment_comes_first(link: Link, night: Nights) -> None:
    one = link.taken()
    night.shift(DUE + queries.QUIET + A_DAY)
    tasks.end_quiet()
    night.shift(queries.UNTIL_THE_END + A_DAY)
    assert list(queries.to_end()) == [one]
    room.come_in(consultation=one, by=link.sam)
    said(one, "Here I am", link.sam)
    for act in (quiet.lapse, quiet.remind):
        act(consultation=one, by=SYSTEM)
    assert states(one) == ["taken"]


def test_where_both_have_left_those_who_could_take_over_are_told(link: Link, night: Nights) -> None:
    link.agreed()
    with recording.acting(by=SYSTEM, verb="test"):
        Membership.objects.filter(user__in=[link.sam, link.spec]).delete()
    night.shift(DUE + queries.QUIET + A_DAY)
    tasks.end_quiet()
    assert told("ends_soon") == {link.dee.email, link.toni.email}


def lapsed(link: Link, night: Nights, one: Consultation) -> Consultation:
    night.shift(DUE + queries.QUIET + A_DAY)
    tasks.end_quiet()
    night.shift(queries.UNTIL_THE_END + A_DAY)
    tasks.end_quiet()
    assert states(one) == ["lapsed"]
    return fresh(one)


def test_what_came_of_agreed_advice_can_be_told_afterwards(link: Link, night: Nights) -> None:
    one, since = lapsed(link, night, link.agreed()), NIGHT - A_DAY

    def counted() -> tuple[bool, str]:
        found = uptake.asked([link.school.pk], since, clock.now())[0]
        return found.is_agreed, found.happened

    assert counted() == (True, "")
    with pytest.raises(Refused, match="nobody asks again"):
        after.tell_what_happened(consultation=one, outcome="not_yet", words="", by=link.dee)
    after.tell_what_happened(consultation=one, outcome="in_school", words="Went well.", by=link.dee)
    assert (states(one), counted()) == (["closed"], (True, "in_school"))
    assert fresh(one).lapsed_at is not None


def test_what_was_never_agreed_is_no_advice_and_nothing_came_of_it(link: Link, night: Nights) -> None:
    one = lapsed(link, night, link.written())
    assert uptake.asked([link.school.pk], NIGHT - A_DAY, clock.now())[0].is_agreed is False
    with pytest.raises(Conflict):
        after.tell_what_happened(consultation=one, outcome="in_school", words="", by=link.sam)
    with pytest.raises(Conflict):
        consultation.withdraw(consultation=one, by=link.sam)


def test_its_room_is_listed_for_retention_as_any_that_has_ended(link: Link, night: Nights) -> None:
    one = lapsed(link, night, link.agreed())
    kept = RetentionClass.objects.get(kind="consulting")
    night.shift(kept.keep_days * A_DAY)
    assert retention_actions.plan(by=SYSTEM) == 0
    night.shift(A_DAY)
    assert retention_actions.plan(by=SYSTEM) == 1
    assert Destruction.objects.get().conversation == one.conversation

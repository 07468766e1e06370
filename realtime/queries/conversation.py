"""A conversation as a page shows it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from mhst.access.models import User
from mhst.core import clock
from realtime.enums import Audience, ConversationState, Part, Pause
from realtime.models import Flag, Participant
from realtime.phrases.measure import Figures
from realtime.protocol import WITHDRAW_WITHIN, there
from realtime.protocol import state as states
from realtime.queries import arrival, flag, phrase, seat
from realtime.queries.log import instant
from realtime.queries.marked import Shown as Flagged
from realtime.queries.participant import Who

A_PAGE = 100
#: A private talk beside a room: it is begun by asking for somebody who helps.
PRIVATE = "one_to_one"


@dataclass(frozen=True)
class Said:
    """One message in the log."""

    key: str
    mid: str
    name: str
    words: str | None
    at: dt.datetime
    is_mine: bool
    pieces: list[tuple[str, str]] = field(default_factory=list)  # with the name of the rule where words are marked
    note: str = ""
    is_taken_down: bool = False
    works_as: str = ""  # of the staff: as what


@dataclass(frozen=True)
class Shown:
    """What one participant sees. `given` is all of it but the words, for a connected page to go on from."""

    who: Who
    said: list[Said]
    asides: list[Said]
    there: list[str]
    others: list[str]
    clock: str
    is_in_a_moment: bool
    is_ending: bool
    epoch: int
    given: dict[str, Any]
    flags: list[Flagged[Flag]] = field(default_factory=list)
    is_one_of_several: bool = False  # on one page: no address leads to the newest message of each

    @property
    def id(self) -> str:
        """Of the conversation, for the page to name things by."""
        return str(self.who.conversation_id)

    @property
    def is_alone(self) -> bool:
        """Whether it waits for somebody who helps to come for the first time."""
        return self.who.kind == PRIVATE and self.who.is_open and not self.epoch

    @property
    def whispers(self) -> list[Said]:
        """What colleagues have written beside it since the viewer last wrote anything in it."""
        if not self.who.is_open:
            return []
        mine = max((one.at for one in [*self.said, *self.asides] if one.is_mine), default=None)
        others = [one for one in self.asides if not one.is_mine and one.words is not None]
        return [one for one in others if mine is None or one.at > mine]

    @property
    def has_written(self) -> bool:
        """Whether the viewer has, of what is shown."""
        return any(one.is_mine for one in self.said)

    @property
    def has_earlier(self) -> bool:
        """Whether a page of its newest messages may not be all of it."""
        return len(self.said) >= seat.NEWEST

    @property
    def may_take_back(self) -> Said | None:
        """One's own newest message, while it is fresh."""
        mine = [one for one in self.said if one.is_mine and one.words is not None]
        return mine[-1] if mine and clock.now() - mine[-1].at < WITHDRAW_WITHIN else None


def who_is(viewer: User, conversation: UUID) -> Who:
    """Raises: NotFound."""
    return arrival.who_is(viewer, conversation)


def open_of(viewer: User) -> UUID | None:
    """The conversation that is for this person and goes on, if there is one."""
    mine = Participant.objects.filter(
        user=viewer, part=Part.PERSON, left_at=None, conversation__state=ConversationState.OPEN
    )
    return mine.order_by("-joined_at").values_list("conversation_id", flat=True).first()


def shown(who: Who) -> Shown:
    """Read after `rules.participant.check_is_here`."""
    lines = seat.lines_of(who)
    cursors = {str(audience): cursor for audience, cursor in seat.marks_of(lines).items()}
    state = seat.snapshot(who, lines)
    here = seat.presence([who.conversation_id]).get(who.conversation_id, {})
    people, me = state["people"], str(who.id)
    return Shown(
        who,
        _said(state, Audience.OPEN, me),
        _said(state, Audience.STAFF, me),
        _there(state, me, here, who.is_staff),
        _others(people, me, who.is_staff),
        there.of_the_clock(who.ends_at, clock.now()) if who.ends_at and who.is_open else "",
        people[me]["pause"] == Pause.MOMENT,
        state["ending"] is not None,
        who.epoch,
        _given(state, cursors, here),
    )


def _others(people: dict[str, Any], me: str, for_staff: bool) -> list[str]:
    """Who else is in it; for staff by name also whom it is for and who has left."""
    return [
        person["name"]
        for id, person in people.items()
        if id != me and (not person["has_left"] or (for_staff and person["part"] == Part.PERSON))
    ]


def page_of(who: Who, number: Any = None) -> "Page[Any]":
    """All that was written to everybody, a page at a time; the newest page where none is named."""
    pages = Paginator(seat.messages_in(seat.lines_of(who)[Audience.OPEN].stream), A_PAGE)
    page = pages.get_page(number or pages.num_pages)
    page.object_list = _told(who, page.object_list)
    if who.is_staff:
        page.object_list = _all_marked(page.object_list, flag.of_conversation(who.conversation_id))
    return page


def everything(who: Who) -> list[Said]:
    """All that was written to everybody, to take along."""
    return _told(who, seat.messages_in(seat.lines_of(who)[Audience.OPEN].stream))


def _told(who: Who, events: Iterable[Any]) -> list[Said]:
    messages, people = seat.as_told(events, who.opened_key), seat.people(who.conversation_id)
    return [_one(message, people, str(who.id)) for message in messages.values()]


def with_flags(shown: Shown) -> Shown:
    """For staff: marked words in their place, and what could not be checked."""
    flags = flag.of_conversation(shown.who.conversation_id)
    return replace(shown, said=_all_marked(shown.said, flags), flags=flags)


def _all_marked(said: Iterable[Said], flags: list[Flagged[Flag]]) -> list[Said]:
    by_key = {states.key(one.kept.message.author_id, one.kept.message.mid): one for one in flags}
    return [_marked(one, by_key[one.key]) if one.key in by_key else one for one in said]


def _marked(said: Said, one: Flagged[Flag]) -> Said:
    note = "; ".join(one.names) if one.is_checked else "Not checked for danger words"
    return said if said.words is None else replace(said, pieces=one.pieces, note=note)


def figures() -> Figures:
    """What the program that marks words finds and misses."""
    return phrase.figures()


def _given(state: dict[str, Any], cursors: dict[str, Any], here: dict[UUID, dt.datetime]) -> dict[str, Any]:
    kept = {name: state[name] for name in ("state", "people", "helps", "ends_at", "ending")}
    return kept | {
        "cursors": cursors,
        "here_until": {str(id): instant(until) for id, until in here.items()},
        "now": instant(clock.now()),
        "there": there.GIVEN,
    }


def _said(state: dict[str, Any], audience: Audience, me: str) -> list[Said]:
    return [_one(message, state["people"], me) for message in state["messages"][audience.value].values()]


def _one(message: dict[str, Any], people: dict[str, Any], me: str) -> Said:
    at = dt.datetime.fromisoformat(message["written_at"])
    author, mid = message["author"], message["mid"]
    return Said(
        f"{author} {mid}", mid, people[author]["name"], message["words"], at, author == me,
        is_taken_down=message["taken_down"], works_as=there.works_as(people[author]["part"], people),
    )  # fmt: skip


def _there(state: dict[str, Any], me: str, here: dict[UUID, dt.datetime], for_staff: bool) -> list[str]:
    """A line for each of the others, and one's own where one takes a moment; of a chat that is over, none. Of who has
    stopped it, none either: that stands by itself."""
    if state["state"] != ConversationState.OPEN:
        return []
    now, goodbye = clock.now(), state["helps"]["goodbye"]
    others = [
        there.of_somebody(person, is_here=here.get(UUID(id), now) > now, goodbye=goodbye == id, for_staff=for_staff)
        for id, person in state["people"].items()
        if id != me and not person["has_left"] and person["pause"] != Pause.STOPPED
    ]
    helps = state["helps"]
    if not for_staff and helps["epoch"] and not helps["participant"] and state["state"] == "open":
        others.append(there.SAYS["nobody"])
    return [*others, there.SAYS["my_moment"]] if state["people"][me]["pause"] == Pause.MOMENT else others

"""How online counselling stands now, on the board of whoever runs it: the queue, for how many there is room, what waits
for an answer, and who is on shift. Counts and times, and no word of anybody's."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mhst.access.models import User
from mhst.core import clock
from mhst.places.models import Team
from realtime.dates import Opening
from realtime.queries import board as now
from realtime.queries import rota

if TYPE_CHECKING:
    from realtime.models import Shift


@dataclass(frozen=True)
class ToRead:
    """Something that came in or must go out, how much of it, and the page where it is done. The oldest has waited for
    so many minutes, where that is counted."""

    what: str
    count: int
    page: str
    minutes: int | None = None


@dataclass(frozen=True)
class Line:
    """The queue of one service, and what its counsellors have and could have at once."""

    team: Team
    opening: Opening
    waiting: int
    minutes: int
    held: int
    most: int
    free: int  # of those who are there

    @property
    def room(self) -> int:
        """For how many more there is room at this moment; nobody is let in while it is shut."""
        return self.free if self.opening.lets_in else 0


@dataclass(frozen=True)
class Online:
    lines: tuple[Line, ...]
    unread: tuple[ToRead, ...]
    on_shift: tuple[now.OnShift, ...]
    shifts: tuple["Shift", ...]  # of today and tomorrow

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.lines)


def online_of(viewer: User, teams: Sequence[Team]) -> Online | None:
    """Of those of these teams that counsel online; None where none does."""
    ids = {team.pk for team in rota.teams(viewer)} & {team.pk for team in teams}
    if not ids:
        return None
    board = now.board(viewer)
    waits = [wait for wait in board.waits if wait.service.team_id in ids]
    rotas = {wait.service.pk: rota.rota_of(wait.service) for wait in waits}
    on_shift = [one for one in board.on_shift if one.service.team_id in ids]
    tomorrow = clock.today() + dt.timedelta(days=1)
    return Online(
        tuple(_line(wait, rotas[wait.service.pk].opening, on_shift) for wait in waits),
        tuple(_unread(board)),
        tuple(on_shift),
        tuple(shift for each in rotas.values() for shift in each.shifts if shift.on <= tomorrow),
    )


def _line(wait: now.Wait, opening: Opening, on_shift: list[now.OnShift]) -> Line:
    here = [one for one in on_shift if one.service == wait.service]
    held, most = sum(one.held for one in here), sum(one.most for one in here)
    free = sum(max(0, one.most - one.held) for one in here if one.away_since is None)
    return Line(wait.service.team, opening, wait.waiting, wait.minutes, held, most, free)


def _unread(board: now.Board) -> list[ToRead]:
    unread = [chat.unread for chat in board.chats if chat.unread]
    letters, asides = board.also.letters, board.also.asides
    alone = sum(not chat.helps for chat in board.chats)
    return [
        ToRead("People in danger whom somebody must help now", len(board.escalations), "counselling-board"),
        ToRead("Open chats", len(board.chats), "counselling-board"),
        ToRead("Open chats in which nobody helps", alone, "counselling-board"),
        ToRead(
            "Open chats with words that nobody has read", len(unread), "counselling-board",
            max((each.minutes for each in unread), default=None),
        ),
        ToRead("Left messages that nobody has answered", letters.count, "counselling-board", _since(letters.oldest)),
        ToRead("Private talks that nobody has come into", asides.count, "counselling-board", _since(asides.oldest)),
        ToRead("Marked words to be answered", board.flags, "flags", _since(board.oldest_flag)),
        ToRead("Marked words from before a chat", board.before, "first-words", _since(board.oldest_before)),
        ToRead("Chats booked for today and tomorrow", len(board.booked), "counselling-board"),
        ToRead("Chats that were cut short, to be followed up", board.cut_short, "after-chats"),
    ]  # fmt: skip


def _since(oldest: dt.datetime | None) -> int | None:
    return int((clock.now() - oldest).total_seconds() // 60) if oldest else None

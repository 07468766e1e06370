"""What is still to be done before a referral is closed, and whom to ask how they are afterwards."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from sessions_app.enums import HELD_STATES, LetterKind, LetterState, LetterTo, Occasion, Rater, ReferralState
from sessions_app.instruments import find
from sessions_app.models import Letter, Referral
from sessions_app.queries import letter as letters
from sessions_app.queries import referral as referrals

A_PAGE = 25


@dataclass(frozen=True)
class Pair:
    """A measure of the beginning, and what became of its second half."""

    name: str
    rater: str
    begun_on: dt.date
    state: str
    is_missing: bool


@dataclass(frozen=True)
class ClosingLetter:
    """One reader's letter, if there is one since the referral was last closed."""

    to: LetterTo
    letter: Letter | None

    @property
    def is_ready(self) -> bool:
        """Somebody has looked at it as its reader will."""
        return self.letter is not None and self.letter.previewed_at is not None


@dataclass(frozen=True)
class Closing:
    """All that the page of closing shows and its rules ask."""

    pairs: tuple[Pair, ...]
    letters: tuple[ClosingLetter, ...]

    @property
    def lacks_measures(self) -> bool:
        return any(pair.is_missing for pair in self.pairs)

    @property
    def unprepared(self) -> list[LetterTo]:
        return [each.to for each in self.letters if each.letter is None]

    @property
    def not_ready(self) -> list[LetterTo]:
        return [each.to for each in self.letters if not each.is_ready]

    def tells_school(self, left_out: list[str]) -> bool:
        return any(each.to == LetterTo.SCHOOL and each.to not in left_out for each in self.letters)


def closing_of(referral: Referral) -> Closing:
    """Nothing is asked for where nobody was seen."""
    if not was_worked_on(referral):
        return Closing((), ())
    return Closing(tuple(_pairs(referral)), tuple(_letters(referral)))


def was_worked_on(referral: Referral) -> bool:
    return referral.state in HELD_STATES or referral.paused_from in HELD_STATES


def follow_ups(viewer: User, page: int | str = 1) -> Page[Referral]:
    """Those to ask how they are, the earliest first: of one's own, and of the team for whoever answers for it."""
    return Paginator(_to_follow_up(viewer).order_by("follow_up_on", "pk"), A_PAGE).get_page(page)


def follow_ups_due(viewer: User) -> int:
    """How many have come due."""
    return int(_to_follow_up(viewer).filter(follow_up_on__lte=clock.today()).count())


def _to_follow_up(viewer: User) -> Any:
    everywhere = check.visible(Referral.objects.all(), viewer, Permission.RECORD_READ_ALL).order_by().values("pk")
    rows = referrals.visible_to(viewer).filter(state=ReferralState.CLOSED, follow_up_on__isnull=False)
    return rows.filter(Q(practitioner__user=viewer) | Q(pk__in=everywhere))


def _pairs(referral: Referral) -> list[Pair]:
    measures = list(referral.measures.all())
    ends = {(m.instrument, m.rater): m for m in measures if m.occasion in {Occasion.END, Occasion.FOLLOW_UP}}
    begun = {
        (m.instrument, m.rater): m for m in measures if m.occasion == Occasion.BASELINE and m.filled_in_at is not None
    }
    return [_pair(first, ends.get(key)) for key, first in begun.items()]


def _pair(first: Any, end: Any) -> Pair:
    state = "Not asked for yet"
    if end is not None:
        state = "Filled in" if end.filled_in_at else "Declined" if end.declined_at else "Asked for"
    return Pair(
        name=find(first.instrument).name,
        rater=Rater(first.rater).label,
        begun_on=first.filled_in_at.astimezone(clock.LONDON).date(),
        state=state,
        is_missing=end is None,
    )


def _letters(referral: Referral) -> list[ClosingLetter]:
    written = referral.letters.filter(kind=LetterKind.CLOSING).order_by("created_at")
    last = referral.moves.filter(to_state=ReferralState.CLOSED).order_by("-at").first()
    if last is not None:
        written = written.filter(Q(created_at__gt=last.at) | Q(state=LetterState.DRAFT))
    latest = {letter.to: letter for letter in written}
    return [ClosingLetter(to, latest.get(to)) for to in letters.readers_of(referral, LetterKind.CLOSING)]

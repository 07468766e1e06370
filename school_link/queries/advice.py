"""The advice as it stands, who writes which part, who has signed what, and how each part came about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mhst.access.models import User
from mhst.core import clock
from school_link.enums import AdviceKind, ConsultationState, Side
from school_link.models import AdviceHold, AdviceText, Consultation, Signature
from school_link.queries import speaker


@dataclass(frozen=True)
class Part:
    """One part as a page shows it. `number` is the version that it shows; none is 0."""

    kind: AdviceKind
    text: AdviceText | None
    hold: AdviceHold | None

    @property
    def number(self) -> int:
        return self.text.number if self.text else 0

    @property
    def words(self) -> str:
        return (self.text.words or "") if self.text else ""


@dataclass(frozen=True)
class Advice:
    """All of it at one edition, with the signatures that hold for it."""

    edition: int
    parts: list[Part]
    signatures: dict[str, Signature]

    @property
    def is_whole(self) -> bool:
        return all(part.words.strip() for part in self.parts)

    @property
    def is_agreed(self) -> bool:
        return set(self.signatures) == {Side.SCHOOL.value, Side.SPECIALIST.value}


def advice_of(one: Consultation) -> Advice:
    """As it stands now. Three queries."""
    texts = AdviceText.objects.filter(consultation=one).select_related("author").order_by("number")
    holds = AdviceHold.objects.filter(consultation=one, until__gt=clock.now()).select_related("holder")
    signed = Signature.objects.filter(consultation=one, edition=one.edition).select_related("user")
    newest, held = {text.kind: text for text in texts}, {hold.kind: hold for hold in holds}
    parts = [Part(kind, newest.get(kind), held.get(kind)) for kind in AdviceKind]
    return Advice(one.edition, parts, {each.side: each for each in signed})


def part_of(one: Consultation, kind: str) -> Part:
    return next(part for part in advice_of(one).parts if part.kind == kind)


def versions_of(one: Consultation, kind: str) -> list[AdviceText]:
    """Every one, the newest first."""
    return list(AdviceText.objects.filter(consultation=one, kind=kind).select_related("author").order_by("-number"))


def sent_before(one: Consultation, author: User, mid: Any) -> AdviceText | None:
    """What this page has saved already under this id."""
    return AdviceText.objects.filter(consultation=one, author=author, mid=mid).first()


def unsigned(since: dt.datetime) -> Iterable[tuple[Consultation, list[User]]]:
    """What was written, nobody has touched since then, and is not signed by both; with those who sign for each side
    that has not, or could take it over from somebody who has left."""
    rows = speaker.with_standing(Consultation.objects.filter(state=ConsultationState.TAKEN, edition__gte=1))
    for one in rows.prefetch_related("signatures"):
        last = one.advice.order_by("-edition").first()
        if last is None or last.created_at > since:
            continue
        signed = {each.side for each in one.signatures.all() if each.edition == one.edition}
        yield one, [user for side in Side if side not in signed for user in speaker.speaking(one, side)]

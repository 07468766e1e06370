"""How letters went: by which way they may go, what became of the message, and which still wait to go."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.crypto import tokens
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from sessions_app.enums import NEVER_SENT, Asker, LetterKind, LetterState, LetterTo, LetterWay
from sessions_app.models import ContactPreference, Dispatch, Letter, Message, Referral
from sessions_app.models.consent_link import MOST_TRIES
from sessions_app.queries import letter as letters
from sessions_app.queries import referral as referrals
from sessions_app.queries.contact import still_agreed

A_PAGE = 25
ABOUT = ("letter__referral__team", "letter__referral__school", "letter__referral__young_person", "letter__issued_by")


@dataclass(frozen=True)
class Went:
    """One way in which a letter went, and what became of the message that carries its link."""

    dispatch: Dispatch
    message: Message | None


@dataclass(frozen=True)
class ToSend:
    """A letter that is not finished, or is issued and nobody has it yet."""

    letter: Letter
    days: int

    @property
    def is_undelivered(self) -> bool:
        """Somebody was sent a link that never went."""
        return bool(self.letter.is_undelivered)  # type: ignore[attr-defined]  # annotated

    @property
    def was_on_its_way(self) -> bool:
        """Its link ended before anybody opened it."""
        return bool(self.letter.is_begun)  # type: ignore[attr-defined]  # annotated

    @property
    def is_step_up(self) -> bool:
        return self.letter.kind == LetterKind.STEP_UP


@dataclass(frozen=True)
class Counts:
    """What waits: letters to specialist services, so many days at the longest; others; those never delivered."""

    others: int
    step_ups: int
    days: int
    undelivered: int


def by_token(token: str) -> Dispatch:
    """The link that this address is, whatever has become of it. Raises: NotFound."""
    found = Dispatch.objects.filter(token_hash=tokens.hash_of(token), way=LetterWay.LINK).select_related(*ABOUT).first()
    if found is None:
        raise NotFound("This link does not work.")
    return found


def get_of(letter: Letter, id: UUID) -> Dispatch:
    """Raises: NotFound."""
    found = Dispatch.objects.filter(letter=letter, pk=id).first()
    if found is None:
        raise NotFound()
    return found


def of(letter: Letter) -> list[Went]:
    """Every way in which it went, the first one first."""
    return [Went(dispatch, dispatch.message) for dispatch in letter.dispatches.select_related("sent_by", "message")]


def ways_for(letter: Letter) -> list[ContactPreference]:
    """How its reader agreed to be sent letters, as far as it still holds: one way for each person, email first.

    A parent or guardian is sent one only while they hold parental responsibility and may know of it.
    """
    person = letter.referral.young_person
    if person is None or letter.to not in {LetterTo.YOUNG_PERSON, LetterTo.PARENT}:
        return []
    is_parents = letter.to == LetterTo.PARENT
    if is_parents and not letters.parent_may_be_told(letter.referral, clock.today()):
        return []
    rows = ContactPreference.objects.filter(
        young_person=person, letters=True, ended_on__isnull=True, parent__isnull=not is_parents
    ).select_related("young_person", "parent")
    first: dict[UUID | None, ContactPreference] = {}
    for way in rows.order_by("channel", "agreed_on", "pk"):
        if still_agreed(way) and (way.parent is None or way.parent.has_parental_responsibility):
            first.setdefault(way.parent_id, way)
    return list(first.values())


def live_to(letter: Letter, way: ContactPreference) -> list[Dispatch]:
    """Links to the same person that can still be opened."""
    rows = letter.dispatches.filter(way=LetterWay.LINK, preference=way, revoked_at__isnull=True)
    rows = rows.select_related("message")
    return [one for one in rows if one.is_live]


def reads_on_page(letter: Letter) -> bool:
    """Whether the school reads it on its page of the request: it asked, and the young person is still there."""
    referral = letter.referral
    request = referral.request
    return (
        letter.to == LetterTo.SCHOOL
        and request is not None
        and request.asked_by == Asker.SCHOOL
        and request.school_id == referral.school_id
    )


def to_send(viewer: User, page: int | str = 1) -> Page[Any]:
    """A page of the letters that wait for the viewer: drafts, and issued ones that nobody has. Step-ups first."""
    found = Paginator(_waiting(viewer), A_PAGE).get_page(page)
    today = clock.today()
    found.object_list = [ToSend(letter, _days(letter, today)) for letter in found.object_list]
    return found


def to_send_count(viewer: User) -> Counts:
    """How many wait, and since when. One query besides the viewer's reach."""
    rows = list(_waiting(viewer).values_list("to", "created_at", "is_undelivered"))
    never = [to for to, _, is_undelivered in rows if is_undelivered]
    step_ups = [at for to, at, is_undelivered in rows if to == LetterTo.SPECIALIST and not is_undelivered]
    today = clock.today()
    oldest = max(((today - at.astimezone(clock.LONDON).date()).days for at in step_ups), default=0)
    return Counts(len(rows) - len(step_ups) - len(never), len(step_ups), oldest, len(never))


def _waiting(viewer: User) -> Any:
    """One's own, those of one's caseload, and the team's for those who answer for it."""
    seen = referrals.visible_to(viewer) if viewer.can(Permission.LETTER_WRITE) else Referral.objects.none()
    everywhere = check.visible(Referral.objects.all(), viewer, Permission.RECORD_READ_ALL).order_by().values("pk")
    rows = Letter.objects.filter(referral__in=seen.order_by().values("pk")).filter(
        Q(referral__practitioner__user=viewer)
        | Q(referral__practitioner__isnull=True, written_by=viewer)
        | Q(referral__in=everywhere)
    )
    ways = Dispatch.objects.filter(letter=OuterRef("pk"))
    step_up_first = Case(When(kind=LetterKind.STEP_UP, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = rows.annotate(rank=step_up_first, is_undelivered=Exists(_undelivered(ways)), is_begun=Exists(ways))
    rows = rows.filter(Q(state=LetterState.DRAFT) | ~Exists(ways.exclude(_lost())) | Q(is_undelivered=True))
    return rows.select_related("referral__young_person", "referral__request", "written_by").order_by(
        "rank", "created_at", "pk"
    )


def _lost() -> Q:
    """A link that nobody opened, and nobody can any more."""
    ended = Q(revoked_at__isnull=False) | Q(expires_at__lte=clock.now()) | Q(wrong_tries__gte=MOST_TRIES)
    return Q(way=LetterWay.LINK, opened_at__isnull=True) & (ended | Q(message__state__in=NEVER_SENT))


def _undelivered(ways: Any) -> Any:
    """Of these, the links that never reached their reader, who was not sent the letter since in another way."""
    later = Dispatch.objects.filter(letter=OuterRef("letter"), created_at__gte=OuterRef("created_at")).exclude(_lost())
    since = later.filter(Q(to=OuterRef("to")) | ~Q(way=LetterWay.LINK))
    never = ways.filter(message__state__in=NEVER_SENT, way=LetterWay.LINK, opened_at=None, revoked_at=None)
    return never.filter(~Exists(since))


def _days(letter: Letter, today: dt.date) -> int:
    return (today - letter.created_at.astimezone(clock.LONDON).date()).days

"""What its practitioner has still to write about sessions that have begun, and reviews that are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from mhst.access.models import User
from mhst.core import clock
from sessions_app.enums import GROUP_KINDS, RecordState, SessionState
from sessions_app.models import Place, Referral, SessionRecord, SupportSession
from sessions_app.queries import referral as referrals
from sessions_app.queries.own import practitioner_of


@dataclass(frozen=True)
class ToWriteUp:
    """One session: nothing is written about it yet, or so many notes wait for their signature."""

    session: SupportSession
    unsigned: int

    @property
    def sentence(self) -> str:
        if self.session.state == SessionState.PLANNED:
            return "Nothing is written yet"
        return "1 note is not signed" if self.unsigned == 1 else f"{self.unsigned} notes are not signed"


def to_write_up(viewer: User) -> Any:
    """Sessions that the viewer holds, have begun and are not written up; the oldest first. Nothing is fetched yet."""
    own = practitioner_of(viewer)
    if own is None:
        return SupportSession.objects.none()
    mine = SupportSession.objects.filter(facilitations__practitioner=own, facilitations__replaced_at__isnull=True)
    unsigned = Count("records", filter=Q(records__state=RecordState.DRAFT), distinct=True)
    rows = mine.annotate(unsigned=unsigned).filter(_unwritten() | Q(unsigned__gt=0))
    return rows.select_related("series__programme", "series__school").order_by("date", "start_minute", "pk")


def as_lines(sessions: Any) -> list[ToWriteUp]:
    return [ToWriteUp(session, session.unsigned) for session in sessions]


def reviews_due(viewer: User) -> list[Referral]:
    """Of the viewer's own caseload, those whose review is due; the longest due first."""
    own = practitioner_of(viewer)
    if own is None:
        return []
    return list(referrals.caseload_of(own, viewer).review_due(clock.today()).order_by("review_due_on", "pk"))


def to_write_up_in(sessions: Iterable[SupportSession]) -> set[UUID]:
    """Of these, the sessions that have begun and are not written up."""
    drafts = Exists(SessionRecord.objects.filter(session=OuterRef("pk"), state=RecordState.DRAFT))
    rows = SupportSession.objects.filter(_unwritten() | drafts, pk__in=[session.pk for session in sessions])
    return set(rows.values_list("pk", flat=True))


def has_begun(session: SupportSession) -> bool:
    return session.starts_at <= clock.now()


def _unwritten() -> Q:
    """Begun, still planned, and with somebody to write about: a place that is taken, or heads to count."""
    now = clock.now().astimezone(clock.LONDON)
    begun = Q(date__lt=now.date()) | Q(date=now.date(), start_minute__lte=clock.minute_of(now.time()))
    somebody = Exists(Place.objects.filter(series=OuterRef("series"), young_person__isnull=False))
    return Q(state=SessionState.PLANNED) & begun & (Q(somebody) | Q(series__programme__kind__in=GROUP_KINDS))

"""What those who count need to know of consultations, and no more."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.places.models import School
from realtime.queries.uptake import said_in
from school_link.dates import live_minutes
from school_link.enums import ConsultationState, Side, WhatHappened
from school_link.models import Consultation, DeskArea


@dataclass(frozen=True)
class Asked:
    """One consultation that was sent. `is_in_time` where advice was agreed by the time that both sides' clock showed;
    `happened` is empty until the school tells."""

    id: UUID
    school_id: UUID
    sent_at: Any
    theme: str
    is_in_time: bool
    is_agreed: bool
    happened: str
    live_minutes: int


def asked(schools: Iterable[UUID], since: dt.datetime, until: dt.datetime) -> list[Asked]:
    """Sent by these schools in this time, for the machine. Three queries."""
    rows = Consultation.objects.sent().filter(school__in=list(schools), sent_at__gte=since, sent_at__lt=until)
    rows = list(rows.select_related("follow_up").prefetch_related("signatures").order_by("sent_at"))
    said = said_in(row.conversation_id for row in rows if row.conversation_id)
    return [_asked(row, live_minutes(said.get(row.conversation_id, []))) for row in rows]


def _asked(row: Consultation, minutes: int) -> Asked:
    answered_at = _first_agreed_at(row)
    told = getattr(row, "follow_up", None)
    return Asked(
        row.pk, row.school_id, row.sent_at, row.theme,
        is_in_time=bool(answered_at and row.due_at and answered_at <= row.due_at),
        is_agreed=row.state in {ConsultationState.AGREED, ConsultationState.CLOSED}
        or (row.state == ConsultationState.LAPSED and row.agreed_at is not None),
        happened=told.outcome if told and told.outcome != WhatHappened.NOT_YET else "", live_minutes=minutes,
    )  # fmt: skip


def _first_agreed_at(row: Consultation) -> dt.datetime | None:
    """When both had first signed one edition: that is the answer that was promised, and a later change of it takes
    nothing back."""
    by_edition: dict[int, dict[str, dt.datetime]] = {}
    for each in row.signatures.all():
        by_edition.setdefault(each.edition, {})[each.side] = each.created_at
    both = [max(sides.values()) for sides in by_edition.values() if len(sides) == len(Side)]
    return min(both, default=row.agreed_at)


def have_a_desk(schools: Iterable[UUID]) -> bool:
    """Whether any of these schools can ask specialists."""
    councils = School.objects.filter(pk__in=list(schools)).values("council")
    return DeskArea.objects.filter(council__in=councils).exists()

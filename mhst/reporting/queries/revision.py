"""Revisions that were asked for; and whether there is anything that a quarter was published without."""

import datetime as dt
from itertools import pairwise
from typing import Any

from django.db.models import Q

from mhst.reporting.enums import UNDER_WAY, ContactKind
from mhst.reporting.models import Contact, Publication, Revision, RevisionProgress


def last_asked(publication: Publication) -> Revision | None:
    """The newest of its quarter, whichever edition was out then."""
    found: Revision | None = _of_quarter(publication).select_related("asked_by", "made", "progress").first()
    return found


def under_way(publication: Publication) -> Revision | None:
    """Of its quarter, whichever edition was out when somebody asked."""
    found: Revision | None = _of_quarter(publication).filter(state__in=UNDER_WAY).first()
    return found


def _of_quarter(publication: Publication) -> Any:
    return Revision.objects.filter(
        publication__team=publication.team_id, publication__first=publication.first,
        publication__months=publication.months,
    )  # fmt: skip


def progress_of(revision: Revision) -> RevisionProgress | None:
    return RevisionProgress.objects.filter(revision=revision).first()


def asked() -> list[Revision]:
    """All that wait or are being worked out, the first one first."""
    rows = Revision.objects.filter(state__in=UNDER_WAY).select_related("publication__team", "asked_by")
    return list(rows.order_by("created_at"))


def came_late(publication: Publication) -> bool:
    """Whether anything about young people was written down, corrected or taken back since it was counted.

    For those who publish, who read the records themselves: that there is something, never how much or of whom. What
    comes late is often of somebody who is counted already, so that it proves nobody. Two queries.
    """
    moments = _moments(publication)
    seen = [
        Q(on__gte=month, on__lt=end) & ~Q(kind=ContactKind.ENDING) & _since(at) for (month, end), at in moments.items()
    ]
    period = publication.period
    ended = Q(on__gte=period.first, on__lt=period.end, kind=ContactKind.ENDING) & _since(publication.counted_at)
    return Contact.objects.filter(Q(*seen, ended, _connector=Q.OR), team=publication.team_id).exists()


def _moments(publication: Publication) -> dict[tuple[dt.date, dt.date], dt.datetime]:
    """Of each month of the quarter the moment as known at which it was counted: see `release`."""
    starts = [*publication.period.starts, publication.period.end]
    out: dict[dt.date, dt.datetime] = {}
    if publication.edition == 1:
        months = Publication.objects.filter(team=publication.team_id, months=1, edition=1, first__in=starts[:-1])
        out = dict(months.values_list("first", "counted_at"))
    return {span: out.get(span[0], publication.counted_at) for span in pairwise(starts)}


def _since(at: dt.datetime) -> Any:
    """Known then and no more, or known only since."""
    gone = Q(learnt_at__lte=at, withdrawn_at__gt=at)
    return gone | Q(learnt_at__gt=at, withdrawn_at__isnull=True)

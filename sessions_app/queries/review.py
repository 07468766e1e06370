"""Reviews of one referral, and those that one of its sessions asks for."""

from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core.permissions import Permission
from sessions_app.enums import ReferralState
from sessions_app.models import Referral, Review, SupportSession
from sessions_app.queries import referral as referrals


def of(referral: Referral) -> list[Review]:
    """The newest first."""
    return list(referral.reviews.select_related("written_by"))


def last_of(referral: Referral) -> Review | None:
    return referral.reviews.first()


def due_at(session: SupportSession, viewer: User) -> list[Referral]:
    """Of those who come to a session, whose review is due by its day, as far as the viewer reads their record."""
    if not viewer.can(Permission.RECORD_READ) and not viewer.can(Permission.RECORD_READ_ALL):
        return []
    everywhere = check.visible(Referral.objects.all(), viewer, Permission.RECORD_READ_ALL).order_by().values("pk")
    rows = referrals.visible_to(viewer).filter(courses__series=session.series_id, courses__ended_on__isnull=True)
    due = Q(state=ReferralState.REVIEW) | Q(pk__in=Referral.objects.review_due(session.date).order_by().values("pk"))
    return list(rows.filter(due, Q(practitioner__user=viewer) | Q(pk__in=everywhere)).order_by("received_on", "pk"))

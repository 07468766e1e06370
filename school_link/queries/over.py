"""What a specialist's desks have answered, and what came of it."""

from typing import Any

from django.core.paginator import Page, Paginator

from mhst.access.models import User
from mhst.core.permissions import Permission
from school_link.enums import ConsultationState
from school_link.models import Consultation
from school_link.queries.consultation import visible_to

PAGE = 25
S = ConsultationState
ENDED = (S.AGREED, S.CLOSED, S.WITHDRAWN, S.LAPSED)
#: Beside what a school can say that happened.
NOT_TOLD, WITHDRAWN = "not_told", "withdrawn"


def over(viewer: User, page: int | str, *, came: str = "", theme: str = "", mine: object = "") -> Page[Consultation]:
    """Advice agreed, and what is over: one's own and those of colleagues at the same desks, the newest first."""
    rows = visible_to(viewer).filter(desk__team__in=viewer.reach(Permission.CONSULTATION_ADVISE).teams, state__in=ENDED)
    if came:
        rows = _that_came_to(rows, came)
    if theme:
        rows = rows.filter(theme=theme)
    if mine:
        rows = rows.filter(holder=viewer)
    return Paginator(rows.select_related("follow_up").order_by("-sent_at"), PAGE).get_page(page)


def _that_came_to(rows: Any, came: str) -> Any:
    if came == WITHDRAWN:
        return rows.filter(state=S.WITHDRAWN)
    if came == NOT_TOLD:
        return rows.exclude(state=S.WITHDRAWN).filter(follow_up__isnull=True)
    return rows.filter(follow_up__outcome=came)

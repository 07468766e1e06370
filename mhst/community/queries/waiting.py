"""What waits for whoever referred, on their first page; and what other rooms' pages lead to."""

from django.urls import reverse

from mhst.access.models import User
from mhst.community.enums import NeighbourState
from mhst.community.models import NeighbourReferral
from mhst.community.queries import answer
from mhst.core import clock
from mhst.core.permissions import Permission
from sessions_app.queries.todo.line import Todo, counted

#: So many are named on one first page.
NAMED = 5


def todo(viewer: User) -> list[Todo]:
    """Answers to read, answers that are late, and what is to be followed up: one's own. One query."""
    if not viewer.can(Permission.NEIGHBOUR_REFER):
        return []
    rows = NeighbourReferral.objects.open().filter(referred_by=viewer).select_related("partner", "young_person")
    found = [line for one in rows.order_by("answer_by", "pk") if (line := _line(one))]
    rest = len(found) - NAMED
    more = Todo(f"See to {counted(rest, 'more referral')} to partners", f"{reverse('neighbours')}?mine=on")
    return [*found[:NAMED], *([more] if rest > 0 else [])]


def left_todo(viewer: User) -> list[Todo]:
    """What colleagues asked who have left: somebody of the team takes it over. One query."""
    if not viewer.can(Permission.NEIGHBOUR_VIEW):
        return []
    count = NeighbourReferral.objects.left().within(viewer.reach(Permission.NEIGHBOUR_VIEW)).count()
    sentence = f"Take over {counted(count, 'referral')} to partners by somebody who has left"
    return [Todo(sentence, f"{reverse('neighbours')}?state=left", is_urgent=True)] if count else []


def partner_todo(viewer: User) -> list[Todo]:
    """For somebody who works at a partner."""
    if not viewer.can(Permission.PARTNER_ANSWER):
        return []
    waiting = [one for one in answer.inbox(viewer).object_list if one.state == NeighbourState.SENT]
    href = reverse("partner-inbox")
    return [Todo(f"Answer {counted(len(waiting), 'referral')}", href, is_urgent=True)] if waiting else []


def _line(one: NeighbourReferral) -> Todo | None:
    href, whom = reverse("neighbour", args=[one.pk]), one.young_person or "somebody who is not on record"
    if one.is_late:
        return Todo(f"Ring {one.partner}: no answer about {whom} since {one.answer_by:%-d %B}", href, is_urgent=True)
    if one.state == NeighbourState.SENT:
        return None
    if one.follow_up_on is None:
        return Todo(f"Read what {one.partner} answered about {whom}", href)
    if one.follow_up_on <= clock.today():
        return Todo(f"Ask how it went: {whom} with {one.partner}", href, is_urgent=one.follow_up_on < clock.today())
    return None

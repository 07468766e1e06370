"""Safeguarding concerns that wait for somebody."""

from django.urls import reverse

from mhst.access.models import User
from mhst.core.permissions import Permission
from sessions_app.queries import concern
from sessions_app.queries.todo.line import Todo, counted, time_of


def concerns_to_answer(viewer: User) -> list[Todo]:
    return [
        Todo(
            f"Answer a safeguarding concern{': it is overdue' if step.is_overdue else ' by ' + time_of(step.due_at)}",
            reverse("concern", args=[step.concern_id]),
            is_urgent=True,
        )
        for step in concern.waiting_for(viewer)
    ]


def concerns_overdue(viewer: User) -> list[Todo]:
    """Also where somebody else is on duty: whoever answers for safeguarding sees that nobody did."""
    count = concern.overdue_with_others(viewer) if viewer.can(Permission.CONCERN_CLOSE) else 0
    were = "was" if count == 1 else "were"
    sentence = f"See to {counted(count, 'safeguarding concern')} that {were} not answered in time"
    return [Todo(sentence, reverse("concerns"), is_urgent=True)] if count else []


def concerns_begun(viewer: User) -> list[Todo]:
    return [
        Todo(
            f"Send the safeguarding concern that you began at {time_of(draft.changed_at)}",
            f"{reverse('concern-new')}?draft={draft.pk}",
            is_urgent=True,
        )
        for draft in concern.own_drafts(viewer)
    ]

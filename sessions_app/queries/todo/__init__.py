"""What waits for one person, the most urgent first: shown on their first page.

Rooms above add theirs when they start: `todo.add_source(lambda viewer: [Todo(...)])`.
"""

from collections.abc import Callable

from mhst.access.models import User
from sessions_app.queries.todo.concern import concerns_begun, concerns_overdue, concerns_to_answer
from sessions_app.queries.todo.consent import consent_ends_soon, consent_to_ask_again, consents_to_match
from sessions_app.queries.todo.line import Todo
from sessions_app.queries.todo.referral import follow_ups, letters_to_send, measures_to_ask_for
from sessions_app.queries.todo.supervision import (
    decisions_to_do,
    supervision_to_give,
    supervision_to_have,
    supervision_to_sign,
)
from sessions_app.queries.todo.triage import requests_to_decide, requests_to_look_at

Source = Callable[[User], list[Todo]]
SOURCES: tuple[Source, ...] = (
    concerns_to_answer,
    concerns_overdue,
    concerns_begun,
    consent_to_ask_again,
    consent_ends_soon,
    letters_to_send,
    requests_to_look_at,
    requests_to_decide,
    consents_to_match,
    measures_to_ask_for,
    follow_ups,
    decisions_to_do,
    supervision_to_sign,
    supervision_to_have,
    supervision_to_give,
)
_urgent: list[Source] = []
_others: list[Source] = []


def add_source(source: Source, *, is_urgent: bool = False) -> None:
    """Ask this source too, before the others or after them; once, however often an app starts."""
    asked = _urgent if is_urgent else _others
    if source not in asked:
        asked.append(source)


def todo_of(viewer: User) -> tuple[Todo, ...]:
    """All of it: what is urgent before the rest, whichever room it comes from."""
    found = [todo for source in (*_urgent, *SOURCES, *_others) for todo in source(viewer)]
    return tuple(sorted(found, key=lambda todo: not todo.is_urgent))

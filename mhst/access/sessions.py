"""How long somebody stays signed in, whether their second factor is done, and ending it all.

A session holds when it began, when it was last used, and by which second factor. Use is written at most every
`WRITTEN_EVERY`, so that reading a page does not cost a write.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login
from django.contrib.sessions.backends.base import UpdateError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from mhst.access.events import SessionsEnded
from mhst.access.models import User
from mhst.access.session_store import SessionStore
from mhst.core import clock, events, statements
from mhst.core.errors import Refused
from mhst.core.turns import turn
from mhst.settings.environment import environment

WRITTEN_EVERY = dt.timedelta(seconds=30)
WARN_BEFORE = dt.timedelta(minutes=2)
YOUNG_PERSON_IDLE = dt.timedelta(minutes=30)
BEGAN, USED, SECOND_FACTOR = "began_at", "used_at", "second_factor"
#: When it was last shown, and which rooms this session has entered since.
SHOWN, ENTERED = "second_factor_at", "entered"
#: To be joined with what is asked, which has the `key` of a session, and what time it is `now`.
ALIVE = "django_session ON session_key = asked.key AND expire_date > asked.now"
WHICH_ALIVE = f"""
WITH asked (key, now) AS (VALUES {{rows}})
SELECT session_key FROM asked JOIN {ALIVE}"""  # noqa: S608 words of ours


@dataclass(frozen=True)
class Limits:
    """After so long without a click, and after so long in any case."""

    idle: dt.timedelta
    whole: dt.timedelta


def limits_of(user: User) -> Limits:
    idle = dt.timedelta(minutes=environment.staff_idle_minutes) if user.is_colleague else YOUNG_PERSON_IDLE
    return Limits(idle, dt.timedelta(hours=environment.staff_session_hours))


def begin(session: Any) -> None:
    """Note that somebody has just signed in."""
    session[BEGAN] = session[USED] = clock.now().isoformat()


def time_left(session: Any, user: User) -> dt.timedelta:
    """Until the session ends if nobody touches it; nothing or less when it is over, or was never begun."""
    if BEGAN not in session:
        return dt.timedelta(0)
    limits, now = limits_of(user), clock.now()
    by_use = dt.datetime.fromisoformat(session[USED]) + limits.idle
    by_age = dt.datetime.fromisoformat(session[BEGAN]) + limits.whole
    return min(by_use, by_age) - now


def touch(session: Any, *, at_once: bool = False) -> None:
    """Somebody is there. Long-lived sockets call this when a person types, not when a tab is merely open."""
    now = clock.now()
    if at_once or now - dt.datetime.fromisoformat(session[USED]) >= WRITTEN_EVERY:
        session[USED] = now.isoformat()


def no_activity(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that pages ask by themselves: being asked does not show that anybody is there."""
    view.is_no_activity = True  # type: ignore[attr-defined]
    return view


def note_second_factor(session: Any, user: User) -> None:
    """This session's person has shown, or just set up, a second factor."""
    session[SECOND_FACTOR] = str(user.pk)
    session[SHOWN] = clock.now().isoformat()


def forget_second_factor(session: Any) -> None:
    session.pop(SECOND_FACTOR, None)


def needs_second_factor(session: Any, user: User) -> bool:
    """Colleagues need one in every session; having one elsewhere is not having shown it here."""
    return user.is_colleague and session.get(SECOND_FACTOR) != str(user.pk)


def since_second_factor(session: Any) -> dt.timedelta:
    """How long ago it was last shown; at the latest when the session began."""
    return clock.now() - dt.datetime.fromisoformat(session.get(SHOWN, session[BEGAN]))


def enter(session: Any, room: UUID) -> None:
    """This session has been asked who it is at the door of this room, and is in."""
    if not is_entered(session, room):
        session[ENTERED] = [*session.get(ENTERED, []), str(room)]


def is_entered(session: Any, room: UUID) -> bool:
    return str(room) in session.get(ENTERED, [])


def has_entered(key: str, room: UUID) -> bool:
    """The same, for what holds connections open."""
    return is_entered(SessionStore(key), room)


def alive(keys: set[str]) -> set[str]:
    """Those of these sessions that are not over: neither ended nor past their whole time. One query."""
    now = clock.now()
    return {key for (key,) in statements.run(WHICH_ALIVE, [(key, now) for key in keys])}


def holder(key: str | None) -> tuple[Any, User] | None:
    """A session and whose it is, for what holds connections open; None where it would open no page."""
    session = SessionStore(key)
    user = User.objects.filter(pk=session.get(SESSION_KEY), is_active=True).first() if key else None
    if user is None or not _still_signed_in(session, user) or time_left(session, user) <= dt.timedelta(0):
        return None
    return None if needs_second_factor(session, user) else (session, user)


def stay(*held: Any) -> None:
    """Whoever holds connections open under these sessions has done something; kept as a page keeps it, in one commit.
    One that is over by now stays over."""
    for session in held:
        touch(session)
    if changed := [session for session in held if session.modified]:
        with turn(), transaction.atomic():
            for session in changed:
                with suppress(UpdateError):
                    session.save(must_create=False)


def _still_signed_in(session: Any, user: User) -> bool:
    """Whether it began with the password of now."""
    return constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())


def end_all(user: User, *, but: str | None = None) -> None:
    """End every session of `user`, except the one with the key `but`."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    end(user, list(rows))


def end(user: User, rows: list[UserSession]) -> None:
    """End these sessions of `user`, and tell whoever holds sockets open under them."""
    for row in rows:
        row.end()
    events.publish(SessionsEnded(user.pk, tuple(row.session_key for row in rows)))


def begin_for_young_person(request: HttpRequest, user: User) -> None:
    """Sign in a young person who has just chosen a nickname, or shown their phrase.

    Raises: Refused for a colleague, whose second factor nothing here has asked for.
    """
    if user.is_colleague:
        raise Refused("Sign in with your password and your second step.", code="needs-sign-in")
    login(request, user, backend="mhst.access.backends.PasswordBackend")
    UserSession.objects.create_from_request(request)


def begin_for_demo(request: HttpRequest, user: User) -> None:
    """Sign in as an invented person with one click, second factor taken as shown.

    Raises: Refused unless the settings are the demo's.
    """
    if not getattr(settings, "DEMO", False):
        raise Refused("One-click sign-in exists only in the demo.", code="not-the-demo")
    login(request, user, backend="mhst.access.backends.PasswordBackend")
    note_second_factor(request.session, user)
    UserSession.objects.create_from_request(request)

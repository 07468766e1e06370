"""Numbers of sessions follow their dates, each once, whatever was moved, added or brought back."""

from collections.abc import Iterable

from mhst.core import clock
from sessions_app.enums import SessionState
from sessions_app.models import Series, SupportSession


def touch(session: SupportSession) -> None:
    """Save a change that the outside should hear of: feeds read `version` and `changed_at`."""
    session.version += 1
    session.changed_at = clock.now()
    session.save()


def taken(series: Series) -> set[int]:
    return set(series.sessions.taking_place().values_list("number", flat=True))


def put_in_order(series: Series) -> list[SupportSession]:
    """Let the numbers of planned sessions follow their dates. Returns those whose number changed."""
    planned = list(series.sessions.filter(state=SessionState.PLANNED).order_by("date", "start_minute"))
    return _number(planned, sorted(s.number for s in planned if s.number))


def close_the_gaps(series: Series) -> list[SupportSession]:
    """Number planned sessions by date, going on from those that were held."""
    planned = list(series.sessions.filter(state=SessionState.PLANNED).order_by("date", "start_minute"))
    held = series.sessions.filter(state=SessionState.HELD).values_list("number", flat=True)
    first = max(held, default=0) + 1
    return _number(planned, range(first, first + len(planned)))


def _number(sessions: list[SupportSession], numbers: Iterable[int]) -> list[SupportSession]:
    changed = [(s, number) for s, number in zip(sessions, numbers, strict=True) if s.number != number]
    for session, number in changed:  # first out of each other's way: a number is taken once at any moment
        session.number = number + 1000
        session.save()
    for session, number in changed:
        session.number = number
        touch(session)
    return [session for session, _ in changed]

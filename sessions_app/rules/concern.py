"""Who may do what about a safeguarding concern. Each rule raises `Refused` with a sentence for the person."""

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.models import School
from sessions_app.enums import ConcernEntryKind
from sessions_app.models import Concern, ConcernStep
from sessions_app.queries import concern as queries

#: What whoever raised a concern may add, and whoever it names: what they learn and do. The outcome is for others.
FOR_ALL_WITHIN = frozenset({ConcernEntryKind.NOTE, ConcernEntryKind.CORRECTION, ConcernEntryKind.ACTION})


def check_can_raise(school: School, by: Actor) -> None:
    by.require(Permission.CONCERN_RAISE, school)


def check_can_add(concern: Concern, kind: str, by: Actor) -> None:
    """Closing has a rule of its own."""
    if kind == ConcernEntryKind.CLOSED:
        raise Refused("A concern is closed on a page of its own.", code="closing")
    if kind in FOR_ALL_WITHIN and (_raised(concern, by) or queries.reads_in_full(concern, by)):
        return
    by.require(Permission.CONCERN_VIEW, concern)


def check_can_acknowledge(step: ConcernStep, by: Actor) -> None:
    """The person named; once their time is over, also somebody who may close it. Never whoever raised it."""
    if step.acknowledged_at:
        raise Refused(f"{step.acknowledged_by} has answered this already.", code="answered")
    if _raised(step.concern, by):
        raise Refused("You raised this concern, so somebody else must say that they know of it.", code="own")
    if _is(step.user_id, by):
        return
    by.require(Permission.CONCERN_CLOSE, step.concern)
    if not step.is_overdue:
        until = step.due_at.astimezone(clock.LONDON)
        raise Refused(f"{step.user} has until {until:%H:%M} to answer. After that you can, for them.", code="early")


def check_can_close(concern: Concern, by: Actor) -> None:
    by.require(Permission.CONCERN_CLOSE, concern)
    if _raised(concern, by):
        raise Refused("You raised this concern. Somebody else must decide that it can be closed.", code="own")
    if queries.is_closed(concern):
        raise Refused("This concern is closed already.", code="closed")
    if left := queries.unanswered(concern):
        names = _all_of([str(step.user) for step in left])
        raise Refused(
            f"{names} {'has' if len(left) == 1 else 'have'} not yet said that they know of this concern. It can be "
            "closed when everybody who was told has answered.",
            code="unanswered",
        )


def _all_of(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _raised(concern: Concern, by: Actor) -> bool:
    return _is(concern.raised_by_id, by)


def _is(user_id: object, by: Actor) -> bool:
    return getattr(by, "pk", None) == user_id is not None

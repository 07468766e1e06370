"""One time that somebody asks about: whether a run could be booked then, and if not, why not."""

from dataclasses import dataclass

from mhst.core.actors import Actor
from mhst.places.words import clock_time
from sessions_app.planner.offer import Offer
from sessions_app.planner.reasons import listed
from sessions_app.planner.search import bells, offer_at, why_not
from sessions_app.queries.offer import Wanted, question

NO_BELL = "No lesson, lunch or after-school time begins then on every one of these days."


@dataclass(frozen=True)
class Answer:
    """The run that could be booked then, or why none can."""

    offer: Offer | None
    reasons: list[str]


def about(viewer: Actor, wanted: Wanted, weekday: int, minute: int) -> Answer:
    """Whether a run on this weekday (Monday is 0) at this minute can be booked, and if not, why not."""
    asked = question(viewer, wanted)
    found = offer_at(asked, weekday, minute)
    return Answer(found, [] if found else why_not(asked, weekday, minute) or _no_bell(bells(asked, weekday)))


def _no_bell(minutes: list[int]) -> list[str]:
    """That nothing begins then, and when something does."""
    others = f"Sessions can begin at {listed([clock_time(minute) for minute in minutes])}."
    return [NO_BELL, others] if minutes else [NO_BELL]

"""Whether a run that was offered can be booked. Asked of what is held already, so that the answer lasts."""

from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.places.models import School
from sessions_app.planner.offer import Offer
from sessions_app.queries.days import first_day, notice_in_words
from sessions_app.queries.offer import Wanted, why_gone


def check_notice(school: School, offer: Offer) -> None:
    """Raises: Refused when the first session would come sooner than the school is promised to hear of it."""
    earliest = first_day(school)
    if offer.first_on < earliest:
        raise Refused(
            f"The first session would be on {offer.first_on:%A %-d %B}, and a school has {notice_in_words()}. It can "
            f"be on {earliest:%A %-d %B} or later. Choose another time.",
            code="notice",
        )


def another_time_would_do(why: Conflict | Refused) -> bool:
    """Whether what was refused was the time. When it was who comes, every other time leads back to the same."""
    return isinstance(why, Conflict) or why.code == "notice"


def check_still_free(wanted: Wanted, offer: Offer, by: Actor) -> None:
    """Raises: Conflict saying what has come in the way of it since it was offered."""
    gone = why_gone(by, wanted, offer)
    if gone:
        raise Conflict(f"That time is no longer free. {gone}", code="gone")

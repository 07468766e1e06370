"""Staff support in words, and from which state to which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting for somebody")
    TAKEN = "taken", _("With somebody")
    CLOSED = "closed", _("Finished")


#: Of somebody who asked, and of a team. From one to another who supports them when the first has left.
STAFF_SUPPORT_MOVES: dict[str, frozenset[State]] = {
    State.WAITING: frozenset({State.TAKEN}),
    State.TAKEN: frozenset({State.WAITING, State.TAKEN, State.CLOSED}),
    State.CLOSED: frozenset(),
}


class ClosedBecause(models.TextChoices):
    HELPED = "helped", _("They were helped here")
    SIGNPOSTED = "signposted", _("Somebody else helps now")
    NOT_NOW = "not_now", _("They do not want it now")
    NO_ANSWER = "no_answer", _("We could not reach them")


class OfferKind(models.TextChoices):
    TIME = "time", _("A time to talk")
    SIGNPOST = "signpost", _("Somebody else who could help")


class OfferState(models.TextChoices):
    OPEN = "open", _("Offered")
    CHOSEN = "chosen", _("Chosen")
    DECLINED = "declined", _("Does not suit")
    WITHDRAWN = "withdrawn", _("Does not hold any more")


class TeamSize(models.TextChoices):
    """How big a team is; nobody is counted more closely than this before somebody has come."""

    UP_TO_10 = "up_to_10", _("Up to 10 people")
    UP_TO_30 = "up_to_30", _("11 to 30 people")
    MORE = "more", _("More than 30 people")


class SessionKind(models.TextChoices):
    DEBRIEF = "debrief", _("Talking about what happened")
    REFLECTIVE = "reflective", _("Reflective session")
    LEADER = "leader", _("Talk with whoever leads the team")


#: Fewer who came than this are not counted, not even in the database.
FEWEST_COUNTED = 5

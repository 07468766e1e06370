"""Staff support in words, and from which state to which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", "Waiting for somebody"
    TAKEN = "taken", "With somebody"
    CLOSED = "closed", "Finished"


STAFF_SUPPORT_MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.TAKEN}),
    State.TAKEN: frozenset({State.WAITING, State.CLOSED}),
    State.CLOSED: frozenset(),
}


class ClosedBecause(models.TextChoices):
    HELPED = "helped", "They were helped here"
    SIGNPOSTED = "signposted", "Somebody else helps now"
    NOT_NOW = "not_now", "They do not want it now"
    NO_ANSWER = "no_answer", "We could not reach them"


class OfferKind(models.TextChoices):
    TIME = "time", _("A time to talk")
    SIGNPOST = "signpost", _("Somebody else who could help")


class OfferState(models.TextChoices):
    OPEN = "open", "Offered"
    CHOSEN = "chosen", "Chosen"
    DECLINED = "declined", "Does not suit"
    WITHDRAWN = "withdrawn", "Not needed any more"


class TeamSize(models.TextChoices):
    """How big a team is; nobody is counted more closely than this before somebody has come."""

    UP_TO_10 = "up_to_10", _("Up to 10 people")
    UP_TO_30 = "up_to_30", "11 to 30 people"
    MORE = "more", _("More than 30 people")


class SessionKind(models.TextChoices):
    DEBRIEF = "debrief", "Talking about what happened"
    REFLECTIVE = "reflective", "Reflective session"
    LEADER = "leader", "Talk with whoever leads the team"


#: Fewer who came than this are not counted, not even in the database.
FEWEST_COUNTED = 5

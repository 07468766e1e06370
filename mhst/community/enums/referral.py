from django.db import models
from django.utils.translation import gettext_lazy as _


class NeighbourState(models.TextChoices):
    SENT = "sent", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CAME = "came", _("Has come")
    DID_NOT_COME = "did_not_come", _("Did not come")
    ENDED = "ended", _("The help has ended")
    FOLLOWED_UP = "followed_up", _("Followed up")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_S = NeighbourState
#: From which state a referral to a partner may go to which. That an answer is late is no state: it can still come.
NEIGHBOUR_MOVES: dict[str, frozenset[str]] = {
    _S.SENT: frozenset({_S.ACCEPTED, _S.DECLINED, _S.WITHDRAWN}),
    _S.ACCEPTED: frozenset({_S.CAME, _S.DID_NOT_COME, _S.ENDED, _S.FOLLOWED_UP, _S.WITHDRAWN}),
    _S.DECLINED: frozenset({_S.FOLLOWED_UP}),
    _S.CAME: frozenset({_S.DID_NOT_COME, _S.ENDED, _S.FOLLOWED_UP, _S.WITHDRAWN}),
    _S.DID_NOT_COME: frozenset({_S.CAME, _S.ENDED, _S.FOLLOWED_UP, _S.WITHDRAWN}),
    _S.ENDED: frozenset({_S.FOLLOWED_UP}),
    _S.FOLLOWED_UP: frozenset(),
    _S.WITHDRAWN: frozenset(),
}

#: What a partner tells of attendance, with one press.
ATTENDED = (_S.CAME, _S.DID_NOT_COME, _S.ENDED)
#: The partner holds it: they can still tell something.
LEFT_TO_PARTNER = frozenset({_S.ACCEPTED, _S.CAME, _S.DID_NOT_COME})
#: Nobody has written down yet what came of it.
OPEN = frozenset({_S.SENT, _S.DECLINED, _S.ENDED}) | LEFT_TO_PARTNER


class DeclineReason(models.TextChoices):
    FULL = "full", _("We have no place at present")
    NOT_OURS = "not_ours", _("We do not offer this")
    AREA_OR_AGE = "area_or_age", _("They live outside our area, or are not of the age we help")
    NOT_REACHED = "not_reached", _("We could not reach them")
    THEY_SAID_NO = "they_said_no", _("They told us that they do not want it")
    OTHER = "other", _("Another reason")


class WithdrawnWhy(models.TextChoices):
    CHANGED_MIND = "changed_mind", "They changed their mind"
    OTHER_HELP = "other_help", "They have found other help"
    MISTAKE = "mistake", "It was sent by mistake"
    CONSENT_ENDED = "consent_ended", "Their agreement was taken back"


class Giver(models.TextChoices):
    """Who said yes, for somebody who is not on record. Of those on record, consent keeps it."""

    SIXTEEN = "sixteen", "They themselves: they are 16 or over"
    JUDGED = "judged", "They themselves: they are under 16, and I judged that they can decide this"
    PARENT = "parent", "A parent or guardian with parental responsibility"


class LinkPurpose(models.TextChoices):
    """A link is good for one thing."""

    ANSWER = "answer", "To answer"
    ATTENDANCE = "attendance", "To tell how it goes"


class PartnerLinkStanding(models.TextChoices):
    LIVE = "live", "Open"
    USED = "used", "Used"
    REVOKED = "revoked", "Stopped"
    EXPIRED = "expired", "Ran out"

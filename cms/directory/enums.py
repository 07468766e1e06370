from django.db import models
from django.utils.translation import gettext_lazy as _


class ProviderKind(models.TextChoices):
    """Who runs a service."""

    VOLUNTARY = "voluntary", _("Charity or community group")
    STATUTORY = "statutory", _("Council, school or NHS")


class Capacity(models.TextChoices):
    """Whether somebody who asks today would be helped soon."""

    OPEN = "open", _("Has places now")
    WAITING = "waiting", _("Has a waiting list")
    FULL = "full", _("Full at the moment")


class Way(models.TextChoices):
    """Who can ask the service for help."""

    ANYONE = "anyone", _("You can ask yourself")
    REFERRED = "referred", _("Somebody else has to ask for you")


class ProposalState(models.TextChoices):
    """What has become of what a partner wrote about an entry."""

    WAITING = "waiting", "Waiting for an editor"
    ACCEPTED = "accepted", "Public as it was written"
    EDITED = "edited", "Public with changes"
    SENT_BACK = "sent_back", "Sent back"
    WITHDRAWN = "withdrawn", "Taken back by the partner"


class LinkStanding(models.TextChoices):
    """What whoever opens a partner's link meets."""

    LIVE = "live", "Works"
    EXPIRED = "expired", "Has run out"
    REVOKED = "revoked", "Stopped"


PROPOSAL_MOVES: dict[str, set[str]] = {
    ProposalState.WAITING: {
        ProposalState.ACCEPTED,
        ProposalState.EDITED,
        ProposalState.SENT_BACK,
        ProposalState.WITHDRAWN,
    },
    ProposalState.ACCEPTED: set(),
    ProposalState.EDITED: set(),
    ProposalState.SENT_BACK: set(),
    ProposalState.WITHDRAWN: set(),
}

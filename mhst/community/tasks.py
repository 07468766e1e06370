"""What the worker does every minute for neighbouring services."""

import logging

from mhst.community.actions import answer
from mhst.community.queries.referral import late_ones
from mhst.core.actors import Machine

log = logging.getLogger(__name__)
SWEEP = Machine("partner sweep")


def chase_partners() -> None:
    """A sweep: partners who have not answered in time are asked again. One that fails does not hold up the others."""
    for referral in late_ones():
        try:
            answer.chase(referral=referral, by=SWEEP)
        except Exception:
            log.exception("A partner could not be asked again about %s", referral.pk)

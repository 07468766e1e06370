"""Private links to partners: made, sent in neutral words, stopped. Only the hash is kept."""

import datetime as dt

from django.urls import reverse

from mhst.audit.recording import action
from mhst.community.enums import LinkPurpose
from mhst.community.models import NeighbourReferral, PartnerLink
from mhst.community.queries import answer as queries
from mhst.community.rules.referral import ANSWER_GRACE, ATTENDANCE_LASTS
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.crypto import tokens
from mhst.settings.environment import environment
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords, Problem

WORDS = {
    LinkPurpose.ANSWER: MessageWords.PARTNER_QUESTION,
    LinkPurpose.ATTENDANCE: MessageWords.PARTNER_ATTENDANCE,
}
ROUTES = {LinkPurpose.ANSWER: "partner-answer", LinkPurpose.ATTENDANCE: "partner-attendance"}


@action
def send(*, referral: NeighbourReferral, purpose: LinkPurpose, by: Actor) -> str:
    """A new link for this purpose, which stops those before; goes by email. Returns its address, kept nowhere."""
    stop(referral=referral, by=by)
    token = tokens.new_token()
    link = PartnerLink.objects.create(
        referral=referral, purpose=purpose, token_hash=tokens.hash_of(token), expires_at=_until(referral, purpose)
    )
    address = environment.base_url.rstrip("/") + reverse(ROUTES[purpose], args=[token])
    link.message = message.write(
        key=f"partner-link:{link.pk}", channel=Channel.EMAIL, address=referral.partner.email, words=WORDS[purpose],
        details={"link": address}, not_after=link.expires_at, team=referral.team, by=by,
    )  # fmt: skip
    link.save()
    return address


@action
def stop(*, referral: NeighbourReferral, by: Actor) -> None:
    """Every link of this referral ends at once, and what was not sent yet is not sent."""
    for link in queries.live_of(referral):
        link.revoked_at = clock.now()
        link.save()
        if link.message:
            message.withdraw(message=link.message, why=Problem.NOT_WANTED, by=by)


def _until(referral: NeighbourReferral, purpose: LinkPurpose) -> dt.datetime:
    if purpose == LinkPurpose.ATTENDANCE:
        return clock.now() + ATTENDANCE_LASTS
    return max(clock.at_local(referral.answer_by, 0), clock.now()) + ANSWER_GRACE

"""A partner answers, by a link or signed in, and tells with one press how it goes; whoever is late is chased."""

from django.urls import reverse

from mhst.audit import recording
from mhst.audit.recording import action
from mhst.community.actions import link as links
from mhst.community.actions.referral import lock
from mhst.community.enums import DeclineReason, LinkPurpose, NeighbourState
from mhst.community.models import NeighbourReferral, PartnerLink
from mhst.community.queries import answer as queries
from mhst.community.rules import referral as rules
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.settings.environment import environment
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords


@action
def open_link(*, link: PartnerLink, by: Actor) -> None:
    """Somebody at the partner has opened it, for the first time or again."""
    if link.opened_at is None:
        link.opened_at = clock.now()
        link.save()


@action
def accept(*, referral: NeighbourReferral, words: str, by: Actor, link: PartnerLink | None = None) -> None:
    """They can help. Raises: Conflict when it was answered or taken back; Refused."""
    referral = _held(referral, link, LinkPurpose.ANSWER, by)
    _answered(referral, NeighbourState.ACCEPTED, words)
    links.stop(referral=referral, by=by)
    links.send(referral=referral, purpose=LinkPurpose.ATTENDANCE, by=by)
    _tell(referral, "answer", by)


@action
def decline(
    *, referral: NeighbourReferral, reason: DeclineReason, words: str, by: Actor, link: PartnerLink | None = None
) -> None:
    """They cannot, for a reason. Raises: Conflict, Refused."""
    referral = _held(referral, link, LinkPurpose.ANSWER, by)
    referral.decline_reason = reason
    _answered(referral, NeighbourState.DECLINED, words)
    links.stop(referral=referral, by=by)
    _tell(referral, "answer", by)


@action
def tell_attendance(
    *, referral: NeighbourReferral, state: NeighbourState, by: Actor, link: PartnerLink | None = None
) -> None:
    """They came, did not come, or the help has ended. The link is good until then. Raises: Conflict, Refused."""
    purpose = LinkPurpose.ATTENDANCE
    referral = _held(referral, link, purpose, by, keep=state != NeighbourState.ENDED)
    if referral.state != state:
        rules.check_move(referral, state)
        referral.state = state
        _tell(referral, f"{state}:{clock.today()}", by)
    else:
        recording.note(referral, again=True)
    referral.told_on = clock.today()
    referral.save()
    if state == NeighbourState.ENDED:
        links.stop(referral=referral, by=by)


@action
def chase(*, referral: NeighbourReferral, by: Actor) -> bool:
    """Ask a partner again who has not answered in time, and tell the referrer. False when it is not the day for it."""
    referral = lock(referral)
    if not rules.is_to_chase(referral):
        return False
    referral.chases += 1
    referral.save()
    links.send(referral=referral, purpose=LinkPurpose.ANSWER, by=by)
    _tell(referral, f"late:{referral.chases}", by)
    return True


def _held(
    referral: NeighbourReferral, link: PartnerLink | None, purpose: LinkPurpose, by: Actor, *, keep: bool = False
) -> NeighbourReferral:
    """The referral as it is now, with the right to answer for the partner: a live link, or a place to work there."""
    locked = lock(referral)
    if link is None:
        rules.check_answers(locked, by)
        return locked
    found = queries.locked_link(link)
    found.referral = locked
    rules.check_live(found, purpose)
    if not keep:
        found.used_at = clock.now()
        found.save()
    return locked


def _answered(referral: NeighbourReferral, state: NeighbourState, words: str) -> None:
    rules.check_move(referral, state)
    referral.state, referral.answered_at = state, clock.now()
    referral.answer_words = words.strip() or None
    referral.save()


def _tell(referral: NeighbourReferral, occasion: str, by: Actor) -> None:
    """Whoever referred, in neutral words; their first page says which."""
    reader = referral.referred_by
    if not reader.email or not reader.is_active:
        return
    message.write(
        key=f"neighbour:{referral.pk}:{occasion}", channel=Channel.EMAIL, address=reader.email,
        words=MessageWords.PARTNER_NEWS, team=referral.team, by=by,
        details={"link": environment.base_url.rstrip("/") + reverse("neighbour", args=[referral.pk])},
    )  # fmt: skip

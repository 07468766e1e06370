"""A request that named the wrong young person: gone or closed while nobody has accepted it; else the team is told."""

from mhst.audit.recording import action
from mhst.core.actors import Actor, Machine
from sessions_app.actions import consent_link, referral_notice
from sessions_app.actions import referral as referral_actions
from sessions_app.enums import WHO, ClosedBecause, NoticeKind, ReferralState
from sessions_app.models import ConsentLink, Referral, RequestForSupport
from sessions_app.rules.wrong_person import is_accepted

TAKES_BACK = Machine("wrong person named")
WITHDRAWN = (
    "A request for support named the wrong young person, the school says. It is closed and about nobody any more: "
    "nothing is left to decide."
)
ACCEPTED = (
    "A request for support named the wrong young person, the school says, and you have accepted it. Speak with the "
    "school before anything else is done."
)
JOINED = (
    "A request for support named the wrong young person, the school says, and there is another one joined with it. "
    "Speak with the school before anything else is done."
)


@action
def take_back(*, request: RequestForSupport, why: str, by: Actor) -> None:
    """What is not sent is deleted. What was sent and not accepted is closed and is about nobody from then on; where
    the team has accepted it, they are told, and decide. `why` names nobody."""
    held = RequestForSupport.objects.select_for_update(of=("self",)).filter(pk=request.pk).first()
    if held is None or held.sent_at is None:
        if held is not None:
            held.delete()
        return
    referral = referral_actions.lock(held.referral)
    if is_accepted(referral) or referral.repeats.exists():
        sentence = ACCEPTED if is_accepted(referral) else JOINED  # what was joined would go down with it
        referral_notice.tell_team(referral=referral, sentence=sentence, kind=NoticeKind.WRONG_PERSON, by=by)
        return
    if referral.same_as is not None:  # who works there may have worked from these words
        referral_notice.tell_team(referral=referral.same_as, sentence=JOINED, kind=NoticeKind.WRONG_PERSON, by=by)
    for link in ConsentLink.objects.filter(referral=referral, used_at=None, revoked_at=None):
        if link.is_live:
            consent_link.revoke(link=link, by=TAKES_BACK)
    _name_nobody(held)
    _close(referral, why)
    referral_notice.tell_team(referral=referral, sentence=WITHDRAWN, kind=NoticeKind.WRONG_PERSON, by=by)


def _close(referral: Referral, why: str) -> None:
    """Also what was joined to another referral of theirs: its words are read with those no more."""
    gone = {"young_person": None, "same_as": None, "closed_because": ClosedBecause.NOTHING_FURTHER}
    if referral.state != ReferralState.CLOSED:
        referral_actions.move(referral=referral, to=ReferralState.CLOSED, why=why, changes=gone, by=TAKES_BACK)
        return
    referral.young_person = referral.same_as = None
    referral.save()


def _name_nobody(held: RequestForSupport) -> None:
    held.young_person = held.year_group = None
    held.preferred_name = ""
    for name in WHO:
        setattr(held, name, None if name == "birth_date" else "")
    held.save()

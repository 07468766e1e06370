"""Questions that are answered with advice, without any referral; and those that turn out to be a request."""

from collections.abc import Mapping
from typing import Any

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from sessions_app.actions import referral as referral_actions
from sessions_app.actions import referral_notice
from sessions_app.enums import NoticeKind, ReferralState, TriageOutcome
from sessions_app.models import Referral, RequestForSupport, TriageDecision
from sessions_app.rules import enquiry as rules
from sessions_app.rules import request as request_rules

ANSWERED = "The team has answered your question. Read what it advises."


@action
def answer(*, referral: Referral, advice: str, by: Actor) -> TriageDecision:
    """Say what was advised; whoever asked reads it. Raises: Refused."""
    rules.check_can_answer(referral, by)
    rules.check_advice(advice)
    decision = TriageDecision.objects.create(
        referral=referral, outcome=TriageOutcome.ADVICE, why="", advice=advice.strip(),
        decided_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    referral_actions.move(referral=referral, to=ReferralState.ADVICE_ONLY, by=by)
    asked_by = referral.request.owner if referral.request else None
    referral_notice.tell(referral=referral, sentence=ANSWERED, kind=NoticeKind.ANSWERED, also=asked_by, by=by)
    return decision


@action
def become_request(*, referral: Referral, about: Mapping[str, Any], by: Actor) -> Referral:
    """It needs more than advice: what was asked stays as it was, and now it says who it is about. Raises: Refused.

    `about` are the fields of a request that an enquiry leaves empty. The wait begins today: a question has no clock.
    """
    locked = referral_actions.lock(referral)
    rules.check_can_become_request(locked, by)
    request = RequestForSupport.objects.select_for_update(of=("self",), no_key=True).get(pk=locked.request_id)
    for name, value in about.items():
        setattr(request, name, value)
    request.is_enquiry = False
    request_rules.check_who(request)
    request.save()
    return referral_actions.move(
        referral=referral, to=ReferralState.RECEIVED, changes={"received_on": clock.today()},
        why="It needs more than advice.", by=by,
    )  # fmt: skip

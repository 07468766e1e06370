"""What the triage board can be narrowed to."""

from django.db import models

from sessions_app.enums.referral import ReferralState


class TriageStage(models.TextChoices):
    DECIDE = "decide", "To decide"
    ARRIVING = "arriving", "Before triage"
    WAITING = "waiting", "Accepted, waiting"


#: Which states a stage of the board gathers.
STAGE_STATES: dict[str, frozenset[str]] = {
    TriageStage.DECIDE: frozenset({ReferralState.TRIAGE}),
    TriageStage.ARRIVING: frozenset({
        ReferralState.ENQUIRY, ReferralState.RECEIVED, ReferralState.AWAITING_CONSENT,
    }),
    TriageStage.WAITING: frozenset({ReferralState.WAITING}),
}  # fmt: skip


class TriageOrder(models.TextChoices):
    OLDEST = "oldest", "Longest wait first"
    NEWEST = "newest", "Newest first"
    URGENT = "urgent", "Only where an answer is wanted soon"

"""Where referrals of the demo stand, and how they came there."""

from sessions_app.enums import ClosedBecause, ReferralState, TriageOutcome

S = ReferralState
#: How many stand where today, beside those whose courses are booked, and how many days ago they came.
STANDING: tuple[tuple[ReferralState, int, tuple[int, int]], ...] = (
    (S.RECEIVED, 4, (0, 3)),
    (S.AWAITING_CONSENT, 7, (2, 30)),
    (S.TRIAGE, 12, (1, 40)),
    (S.WAITING, 18, (6, 100)),
    (S.ALLOCATED, 3, (12, 40)),
    (S.PAUSED, 3, (40, 90)),
    (S.NOT_ACCEPTED, 5, (5, 60)),
    (S.ADVICE_ONLY, 5, (5, 60)),
    (S.STEPPED_UP, 3, (20, 80)),
    (S.TRANSFERRED, 2, (30, 80)),
)
#: Those that were over before anything began: why, and how many days ago they came.
EARLY = (
    (ClosedBecause.MOVED, (40, 90)), (ClosedBecause.MOVED, (80, 160)), (ClosedBecause.DECLINED, (20, 60)),
    (ClosedBecause.DECLINED, (60, 120)), (ClosedBecause.ELSEWHERE, (30, 90)), (ClosedBecause.ELSEWHERE, (90, 200)),
)  # fmt: skip
#: By which states each came there.
WAY: dict[ReferralState, tuple[ReferralState, ...]] = {
    S.RECEIVED: (S.RECEIVED,),
    S.AWAITING_CONSENT: (S.RECEIVED, S.AWAITING_CONSENT),
    S.TRIAGE: (S.RECEIVED, S.TRIAGE),
    S.WAITING: (S.RECEIVED, S.TRIAGE, S.WAITING),
    S.ALLOCATED: (S.RECEIVED, S.TRIAGE, S.WAITING, S.ALLOCATED),
    S.ASSESSMENT: (S.RECEIVED, S.TRIAGE, S.WAITING, S.ALLOCATED, S.ASSESSMENT),
    S.IN_INTERVENTION: (S.RECEIVED, S.TRIAGE, S.WAITING, S.ALLOCATED, S.ASSESSMENT, S.IN_INTERVENTION),
    S.REVIEW: (S.RECEIVED, S.TRIAGE, S.WAITING, S.ALLOCATED, S.ASSESSMENT, S.IN_INTERVENTION, S.REVIEW),
    S.PAUSED: (S.RECEIVED, S.TRIAGE, S.WAITING, S.ALLOCATED, S.PAUSED),
    S.NOT_ACCEPTED: (S.RECEIVED, S.TRIAGE, S.NOT_ACCEPTED),
    S.ADVICE_ONLY: (S.RECEIVED, S.TRIAGE, S.ADVICE_ONLY),
    S.STEPPED_UP: (S.RECEIVED, S.TRIAGE, S.STEPPED_UP),
    S.TRANSFERRED: (S.RECEIVED, S.TRIAGE, S.WAITING, S.TRANSFERRED),
    S.CLOSED: (S.RECEIVED, S.TRIAGE, S.WAITING, S.ALLOCATED, S.ASSESSMENT, S.IN_INTERVENTION, S.CLOSED),
}
EARLY_WAY = (S.RECEIVED, S.TRIAGE, S.WAITING, S.CLOSED)
HELD = {S.ALLOCATED, S.ASSESSMENT, S.IN_INTERVENTION, S.REVIEW, S.PAUSED}
DECIDED = {
    S.NOT_ACCEPTED: TriageOutcome.NOT_ACCEPTED,
    S.ADVICE_ONLY: TriageOutcome.ADVICE,
    S.STEPPED_UP: TriageOutcome.STEP_UP,
}

"""The path from a question to an outcome, and the codes of the MHSDS that go with it."""

from django.db import models


class Asker(models.TextChoices):
    """Who asks for support."""

    SCHOOL = "school", "School staff"
    PARENT = "parent", "A parent or guardian"
    YOUNG_PERSON = "young_person", "The young person"


class ReferralState(models.TextChoices):
    ENQUIRY = "enquiry", "Enquiry"
    RECEIVED = "request_received", "Request received"
    AWAITING_CONSENT = "awaiting_consent", "Awaiting consent"
    TRIAGE = "triage", "Triage"
    ADVICE_ONLY = "advice_only", "Advice only"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    WAITING = "waiting", "Waiting"
    ALLOCATED = "allocated", "Allocated"
    ASSESSMENT = "assessment", "Assessment"
    IN_INTERVENTION = "in_intervention", "In intervention"
    REVIEW = "review", "Review"
    CLOSED = "closed", "Closed"
    STEPPED_UP = "stepped_up", "Stepped up"
    PAUSED = "paused", "Paused"
    TRANSFERRED = "transferred", "Transferred"


_S = ReferralState
_SIDEWAYS = frozenset({_S.STEPPED_UP, _S.TRANSFERRED, _S.CLOSED})
_WORKING = frozenset({_S.WAITING, _S.ALLOCATED, _S.ASSESSMENT, _S.IN_INTERVENTION, _S.REVIEW})

#: From which state a referral may go to which. The diagram in docs/states.md is written from this table.
REFERRAL_MOVES: dict[str, frozenset[str]] = {
    _S.ENQUIRY: frozenset({_S.RECEIVED, _S.ADVICE_ONLY, _S.CLOSED}),
    _S.RECEIVED: frozenset(
        {_S.AWAITING_CONSENT, _S.TRIAGE, _S.ADVICE_ONLY, _S.NOT_ACCEPTED, _S.TRANSFERRED, _S.CLOSED}
    ),
    _S.AWAITING_CONSENT: frozenset({_S.TRIAGE, *_WORKING, _S.ADVICE_ONLY, _S.TRANSFERRED, _S.CLOSED}),
    _S.TRIAGE: frozenset({_S.AWAITING_CONSENT, _S.WAITING, _S.ADVICE_ONLY, _S.NOT_ACCEPTED, *_SIDEWAYS}),
    _S.WAITING: frozenset({_S.TRIAGE, _S.AWAITING_CONSENT, _S.ALLOCATED, _S.PAUSED, *_SIDEWAYS}),
    _S.ALLOCATED: frozenset(
        {_S.WAITING, _S.AWAITING_CONSENT, _S.ASSESSMENT, _S.IN_INTERVENTION, _S.PAUSED, *_SIDEWAYS}
    ),
    _S.ASSESSMENT: frozenset(
        {_S.WAITING, _S.AWAITING_CONSENT, _S.IN_INTERVENTION, _S.ADVICE_ONLY, _S.PAUSED, *_SIDEWAYS}
    ),
    _S.IN_INTERVENTION: frozenset({_S.AWAITING_CONSENT, _S.REVIEW, _S.PAUSED, *_SIDEWAYS}),
    _S.REVIEW: frozenset({_S.AWAITING_CONSENT, _S.IN_INTERVENTION, _S.PAUSED, *_SIDEWAYS}),
    _S.PAUSED: frozenset({*_WORKING, *_SIDEWAYS}),
    _S.ADVICE_ONLY: frozenset({_S.RECEIVED, _S.TRIAGE, _S.CLOSED}),
    _S.NOT_ACCEPTED: frozenset({_S.TRIAGE, _S.CLOSED}),
    _S.STEPPED_UP: frozenset({_S.TRIAGE, _S.CLOSED}),
    _S.TRANSFERRED: frozenset({_S.TRIAGE, _S.CLOSED}),
    _S.CLOSED: frozenset({_S.TRIAGE}),
}

#: Somebody of the team still has something to do.
OPEN_STATES = frozenset({_S.ENQUIRY, _S.RECEIVED, _S.AWAITING_CONSENT, _S.TRIAGE, _S.PAUSED, *_WORKING})
#: A practitioner works with the young person, so one is named.
HELD_STATES = frozenset({_S.ALLOCATED, _S.ASSESSMENT, _S.IN_INTERVENTION, _S.REVIEW})
#: Before a young person has been matched with the one on record.
UNMATCHED_STATES = frozenset({_S.ENQUIRY, _S.RECEIVED, _S.ADVICE_ONLY, _S.CLOSED})
#: A young person has one referral at a time in these; a second request waits until a person has looked at it.
ONE_AT_A_TIME = OPEN_STATES - UNMATCHED_STATES
#: Consent to be seen must hold before these.
CONSENTED_STATES = frozenset({_S.WAITING, *HELD_STATES})


class ReferralSource(models.TextChoices):
    """MHSDS SourceOfReferralMH, those that reach us."""

    SELF = "B1", "The young person"
    PARENT = "B2", "A parent, guardian or relative"
    GP = "A1", "A GP"
    SOCIAL_CARE = "C1", "Children's social care"
    EDUCATION = "C2", "A school or college"
    SCHOOL_NURSE = "F1", "A school nurse"
    DROP_IN = "Q1", "A drop-in"
    OTHER_SERVICE = "M6", "Another service"


class ReferralReason(models.TextChoices):
    """MHSDS PrimReasonReferralMH, those of low to moderate need and those that are stepped up."""

    ANXIETY = "05", "Worry or anxiety"
    LOW_MOOD = "04", "Low mood"
    OBSESSIONS = "06", "Repeated thoughts or habits"
    FEARS = "07", "A particular fear"
    TRAUMA = "11", "Something frightening that happened"
    EATING = "12", "Eating"
    SELF_HARM = "15", "Self-harm"
    CONDUCT = "16", "Behaviour"
    RELATIONSHIPS = "19", "Friends or family"
    NEURODEVELOPMENT = "24", "Neurodevelopment, not autism"
    AUTISM = "25", "Autism, suspected"
    SELF_CARE = "22", "Looking after oneself"
    ADJUSTMENT = "23", "Living with a health condition"


class ClosedBecause(models.TextChoices):
    """MHSDS ReferClosReason, with "01" and "06" left to those who need them."""

    COMPLETED = "02", "Support completed"
    MOVED = "03", "Moved away"
    NOTHING_FURTHER = "04", "No further support needed here"
    NOT_BROUGHT = "05", "Was not brought"
    ASKED_TO_STOP = "07", "They asked to stop"
    ELSEWHERE = "08", "Goes on elsewhere"
    DECLINED = "09", "Did not want to be seen"


class NotAcceptedBecause(models.TextChoices):
    """MHSDS ReferRejectReason."""

    DUPLICATE = "01", "The same request was made before"
    UNSUITABLE = "02", "Another service fits better"
    INCOMPLETE = "03", "Too little was told, and nobody answered"


class TriageOutcome(models.TextChoices):
    ONE_TO_ONE = "one_to_one", "Accept for 1:1"
    GROUP = "group", "Accept for a group"
    ADVICE = "advice", "Advice to those who asked"
    MORE_INFORMATION = "more_information", "Ask for more information"
    NOT_ACCEPTED = "not_accepted", "Not accepted, with what could help instead"
    STEP_UP = "step_up", "Step up to specialist help"


#: Where what a team decides takes a referral. Asking for more leaves it where it is.
LEADS_TO: dict[str, ReferralState] = {
    TriageOutcome.ONE_TO_ONE: ReferralState.WAITING,
    TriageOutcome.GROUP: ReferralState.WAITING,
    TriageOutcome.ADVICE: ReferralState.ADVICE_ONLY,
    TriageOutcome.NOT_ACCEPTED: ReferralState.NOT_ACCEPTED,
    TriageOutcome.STEP_UP: ReferralState.STEPPED_UP,
}


class ReviewOutcome(models.TextChoices):
    """What is decided when practitioner and young person have looked back together."""

    CONTINUE = "continue", "Go on with the support"
    CLOSE = "close", "Bring it to an end"
    STEP_UP = "step_up", "Step up to specialist help"


class Pathway(models.TextChoices):
    ONE_TO_ONE = "one_to_one", "1:1"
    GROUP = "group", "Group"

"""What a school is told of where its request stands: our words for each state, none of them clinical.

Assessment, intervention and review are one to a school: that somebody is seen.
"""

from dataclasses import dataclass

from sessions_app.enums.referral import ReferralState


@dataclass(frozen=True)
class StatusLine:
    """A few words, a sentence, and what the school can do meanwhile."""

    status: str
    says: str
    meanwhile: tuple[str, ...] = ()
    is_open: bool = True


_KEEP_AN_EYE = (
    "Keep one grown-up whom they can go to each day, and who asks how it goes.",
    "Write down what makes a day easier or harder. It helps us to begin.",
    "If you are worried about their safety, follow your safeguarding procedure at once. Do not wait for us.",
)
_RELEASE = (
    "Let them out of the lesson in good time, without saying why in front of others.",
    "Tell us when they are absent, so that the time is not lost.",
    "If you are worried about their safety, follow your safeguarding procedure at once.",
)
_ENDED = ("If you are worried again, ask us again. The earlier you ask, the easier it is.",)

_SEEN = StatusLine("Being seen", "They have sessions with us.", _RELEASE)
JOINED = StatusLine("Read together", "We read it together with an earlier request about them.", _KEEP_AN_EYE, False)
NAMED = StatusLine("Received", "We have your request. Somebody of the team reads it next.", _KEEP_AN_EYE)
ANSWERED = StatusLine("Answered with advice", "Whoever asked reads our answer with their question.", _ENDED, False)
TAKEN_BACK = StatusLine(
    "Withdrawn", "It named the wrong young person. It is about nobody any more, and nothing comes of it.", (), False
)
ELSEWHERE = StatusLine("No longer at your school", "What happens now is between them and their new school.", (), False)

_S = ReferralState
STATUS_LINES: dict[str, StatusLine] = {
    _S.ENQUIRY: StatusLine("Question received", "We have your question and will answer it."),
    _S.RECEIVED: StatusLine("Received", "We have your request and are looking whom it is about.", _KEEP_AN_EYE),
    _S.AWAITING_CONSENT: StatusLine(
        "Waiting for consent",
        "We cannot go on before somebody who may decide has agreed.",
        ("Do not send them to sessions while we wait. We talk with the family about it ourselves.", *_KEEP_AN_EYE),
    ),
    _S.TRIAGE: StatusLine("Being decided", "The team decides in its next meeting what could help.", _KEEP_AN_EYE),
    _S.ADVICE_ONLY: StatusLine("Answered with advice", "You get a letter with what we advise.", _ENDED, False),
    _S.NOT_ACCEPTED: StatusLine(
        "Other help fits better", "You get a letter with what could help instead.", _ENDED, False
    ),
    _S.WAITING: StatusLine("Accepted, waiting", "They wait for a practitioner who is free.", _KEEP_AN_EYE),
    _S.ALLOCATED: StatusLine(
        "Accepted, about to begin", "A practitioner is named and arranges to begin.", _KEEP_AN_EYE
    ),
    _S.ASSESSMENT: _SEEN,
    _S.IN_INTERVENTION: _SEEN,
    _S.REVIEW: _SEEN,
    _S.PAUSED: StatusLine("Paused", "There are no sessions for now. We go on when we have agreed to.", _KEEP_AN_EYE),
    _S.CLOSED: StatusLine("Finished", "Our work together has come to its end.", _ENDED, False),
    _S.STEPPED_UP: StatusLine(
        "Others go on with it", "Somebody else goes on with this. The family knows whom.", _KEEP_AN_EYE, False
    ),
    _S.TRANSFERRED: StatusLine("Passed on", "Another team goes on with this.", _KEEP_AN_EYE, False),
}

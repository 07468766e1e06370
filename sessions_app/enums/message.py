"""What leaves the house: neutral words, by a channel that somebody agreed to."""

from django.db import models


class Channel(models.TextChoices):
    EMAIL = "email", "Email"
    TEXT = "text", "Text message"


class MessageState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    CANCELLED = "cancelled", "No longer wanted"


_S = MessageState
#: Nobody got these, and nobody will.
NEVER_SENT = frozenset({_S.FAILED, _S.CANCELLED})

#: From which state a message may go to which. What is being sent and was cut off is taken up again, so it goes nowhere.
MESSAGE_MOVES: dict[str, frozenset[str]] = {
    _S.WAITING: frozenset({_S.SENDING, _S.CANCELLED}),
    _S.SENDING: frozenset({_S.SENT, _S.WAITING, _S.FAILED, _S.CANCELLED}),
    _S.FAILED: frozenset({_S.WAITING, _S.CANCELLED}),
    _S.CANCELLED: frozenset(),
    _S.SENT: frozenset(),
}


class MessageWords(models.TextChoices):
    """What a message says. Each has a template, which tells nothing about anybody."""

    APPOINTMENT = "appointment", "Appointment reminder"
    APPOINTMENT_MOVED = "appointment_moved", "An appointment has moved"
    APPOINTMENT_CANCELLED = "appointment_cancelled", "An appointment is cancelled"
    QUESTIONS = "questions", "Some questions to answer on a phone"
    QUESTION = "question", "A question for a parent or guardian"
    TO_OPEN = "to_open", "A letter to open on a phone"
    SCHOOL_LETTER = "school_letter", "A letter to a school, to read after signing in"
    NOTICE = "notice", "Something changed in a colleague's timetable"
    TO_READ = "to_read", "Answers that a colleague reads today"
    URGENT = "urgent", "Something urgent waits for a colleague's answer"
    TO_SIGN = "to_sign", "Something written together waits for a colleague's signature"
    FOLLOW_UP = "follow_up", "Asked what came of something, some weeks later"
    TO_REVIEW = "to_review", "What was agreed with others is to be looked at this term"
    NEWS = "news", "What a colleague began with others has moved on"
    PARTNER_QUESTION = "partner_question", "Asks a partner organisation to answer by a link"
    PARTNER_ATTENDANCE = "partner_attendance", "Asks a partner organisation how it goes, by a link"
    PARTNER_NEWS = "partner_news", "A colleague's referral to a partner has news"
    HANDED_OVER = "handed_over", "What a colleague shares with others is with somebody else now, or with them"
    INVITED = "invited", "A colleague asks somebody into a talk, for a while"
    ENDS_SOON = "ends_soon", "What colleagues have with others ends soon, as nobody goes on with it"
    FIGURES = "figures", "Figures are published that somebody asked to be told of"


#: What each is told beside its own words. Nothing else gets into a message.
WORDS_NEED: dict[str, frozenset[str]] = {
    MessageWords.APPOINTMENT: frozenset({"when"}),
    MessageWords.APPOINTMENT_MOVED: frozenset({"when"}),
    MessageWords.APPOINTMENT_CANCELLED: frozenset({"when"}),
    MessageWords.QUESTIONS: frozenset({"link"}),
    MessageWords.QUESTION: frozenset({"link"}),
    MessageWords.TO_OPEN: frozenset({"link"}),
    MessageWords.SCHOOL_LETTER: frozenset({"link"}),
    MessageWords.NOTICE: frozenset({"link"}),
    MessageWords.TO_READ: frozenset({"link"}),
    MessageWords.URGENT: frozenset({"link"}),
    MessageWords.TO_SIGN: frozenset({"link"}),
    MessageWords.FOLLOW_UP: frozenset({"link"}),
    MessageWords.TO_REVIEW: frozenset({"link"}),
    MessageWords.NEWS: frozenset({"link"}),
    MessageWords.PARTNER_QUESTION: frozenset({"link"}),
    MessageWords.PARTNER_ATTENDANCE: frozenset({"link"}),
    MessageWords.PARTNER_NEWS: frozenset({"link"}),
    MessageWords.HANDED_OVER: frozenset({"link"}),
    MessageWords.INVITED: frozenset({"link"}),
    MessageWords.ENDS_SOON: frozenset({"link"}),
    MessageWords.FIGURES: frozenset({"link", "period"}),
}

#: Said about a session to those who come to it: in the daytime only.
REMINDER_WORDS = frozenset(
    {MessageWords.APPOINTMENT, MessageWords.APPOINTMENT_MOVED, MessageWords.APPOINTMENT_CANCELLED}
)

#: Said to colleagues, who are to know who writes.
STAFF_WORDS = frozenset({
    MessageWords.NOTICE, MessageWords.TO_READ, MessageWords.URGENT, MessageWords.SCHOOL_LETTER, MessageWords.TO_SIGN,
    MessageWords.FOLLOW_UP, MessageWords.TO_REVIEW, MessageWords.NEWS, MessageWords.HANDED_OVER, MessageWords.INVITED,
    MessageWords.PARTNER_QUESTION, MessageWords.PARTNER_ATTENDANCE, MessageWords.PARTNER_NEWS,
    MessageWords.ENDS_SOON, MessageWords.FIGURES,
})  # fmt: skip


class Problem(models.TextChoices):
    """Why a message did not go, or goes no more. A code: what a provider says may hold an address."""

    REFUSED = "refused", "The address or the words were refused"
    BUSY = "busy", "The sending service had too much to do"
    UNREACHABLE = "unreachable", "The sending service did not answer"
    NOT_LET_IN = "not_let_in", "The sending service did not accept our key"
    NO_WAY = "no_way", "No service that sends these is set up"
    CUT_OFF = "cut_off", "Sending was cut off again and again"
    TOO_LATE = "too_late", "It would have come too late"
    NOT_AGREED = "not_agreed", "They no longer agree to be written to"
    NOT_WANTED = "not_wanted", "What it was about has changed"
    GIVEN_UP = "given_up", "Somebody decided not to send it"

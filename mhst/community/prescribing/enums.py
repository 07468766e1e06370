"""Social prescribing in words, and from which state to which."""

from django.db import models


class State(models.TextChoices):
    WAITING = "waiting", "Waiting for a link worker"
    ACTIVE = "active", "With a link worker"
    CLOSED = "closed", "Finished"


#: Nobody finishes with somebody who waits, unless their agreement is taken back.
PRESCRIBING_MOVES: dict[str, frozenset[State]] = {
    State.WAITING: frozenset({State.ACTIVE, State.CLOSED}),
    State.ACTIVE: frozenset({State.ACTIVE, State.CLOSED}),
    State.CLOSED: frozenset(),
}


class Way(models.TextChoices):
    PHONE = "phone", "By phone"
    TEXT = "text", "By text message"
    SCHOOL = "school", "At school"
    HOME = "home", "At home"
    OTHER = "other", "Another way"


class Outcome(models.TextChoices):
    SPOKE = "spoke", "We spoke"
    LEFT_WORDS = "left_words", "Left a message"
    NO_ANSWER = "no_answer", "No answer"
    LATER = "later", "Asked us to come back later"


#: After these, somebody was reached.
REACHED = frozenset({Outcome.SPOKE, Outcome.LATER})
#: So many tries in a row that reached nobody, and it is asked what next.
TRIES = 3


class Next(models.TextChoices):
    """What follows three tries."""

    ANOTHER_WAY = "another_way", "Try another way, or another time of day"
    ASK = "ask", "Ask whoever referred them"
    WAIT = "wait", "Wait for them to come to us"


class Owner(models.TextChoices):
    YOUNG_PERSON = "young_person", "The young person"
    LINK_WORKER = "link_worker", "The link worker"
    FAMILY = "family", "Somebody in the family"
    OTHER = "other", "Somebody else"


class StepState(models.TextChoices):
    TO_DO = "to_do", "To do"
    DONE = "done", "Done"
    DROPPED = "dropped", "Not wanted any more"


class CameOf(models.TextChoices):
    """What came of an introduction, as far as anybody knows."""

    NOT_YET = "not_yet", "Not known yet"
    GOES = "goes", "They go there"
    WENT_ONCE = "went_once", "They went, and do not want to again"
    DID_NOT_GO = "did_not_go", "They did not go"
    NO_PLACE = "no_place", "There was no place for them"


class ClosedBecause(models.TextChoices):
    DONE = "done", "They have what they wanted"
    ENOUGH = "enough", "They do not want more"
    NOT_REACHED = "not_reached", "We could not reach them"
    OTHER_HELP = "other_help", "Other help suits better"
    TAKEN_BACK = "taken_back", "Their agreement was taken back"


#: Months after the plan, or after the end where there was none, at which it is looked at together.
REVIEWS = (3, 6, 12)

from django.db import models


class VisitState(models.TextChoices):
    """Where somebody who came to talk stands."""

    WAITING = "waiting", "Waiting"
    OFFERED = "offered", "A counsellor is getting ready for them"
    CLAIMED = "claimed", "In a chat"
    CLOSED = "closed", "The chat is over"
    LEFT = "left", "Left the queue"
    LAPSED = "lapsed", "Not heard of for too long"
    NOT_REACHED = "not_reached", "The service closed before their turn"


VISIT_MOVES: dict[VisitState, frozenset[VisitState]] = {
    VisitState.WAITING: frozenset({
        VisitState.OFFERED, VisitState.LEFT, VisitState.LAPSED, VisitState.NOT_REACHED,
    }),
    VisitState.OFFERED: frozenset({VisitState.WAITING, VisitState.CLAIMED, VisitState.LEFT}),
    VisitState.CLAIMED: frozenset({VisitState.CLOSED}),
    VisitState.CLOSED: frozenset(),
    VisitState.LEFT: frozenset(),
    VisitState.LAPSED: frozenset(),
    VisitState.NOT_REACHED: frozenset({VisitState.WAITING}),
}  # fmt: skip


#: Somebody has at most one of these at a time.
OPEN_VISITS = (VisitState.WAITING, VisitState.OFFERED, VisitState.CLAIMED)


#: And of these, whoever counsels holds each alone.
HELD_VISITS = (VisitState.OFFERED, VisitState.CLAIMED)


#: They ended without anybody having talked with them.
UNREACHED_VISITS = (VisitState.LEFT, VisitState.LAPSED, VisitState.NOT_REACHED)


class Urgency(models.TextChoices):
    """How urgent it feels to whoever came. Their own word; nobody works it out for them."""

    CAN_WAIT = "can_wait", "It can wait a bit"
    TODAY = "today", "It would help to talk today"
    NOW = "now", "I need to talk as soon as I can"


class RaisedBecause(models.TextChoices):
    """Why somebody of the staff moved a person up in the queue."""

    SAID_SO = "said_so", "What they wrote worries me"
    LOST_PLACE = "lost_place", "They lost their place through no fault of theirs"
    AGREED_BEFORE = "agreed_before", "It was agreed with them before"
    ANOTHER_SERVICE = "another_service", "Another service asked us to"


class Feeling(models.TextChoices):
    """What somebody may pick before a chat, to say where they are."""

    WORRIED = "worried", "Worried"
    SAD = "sad", "Sad"
    ANGRY = "angry", "Angry"
    LONELY = "lonely", "Lonely"
    STRESSED = "stressed", "Stressed"
    SCARED = "scared", "Scared"
    NUMB = "numb", "Numb or empty"
    ASHAMED = "ashamed", "Ashamed"
    MIXED_UP = "mixed_up", "Mixed up"
    FINE = "fine", "All right, and I want to talk"

import datetime as dt

from django.db import models


class ConversationState(models.TextChoices):
    OPEN = "open", "Open"
    ENDED = "ended", "Ended"
    ERASED = "erased", "Erased"


CONVERSATION_MOVES: dict[ConversationState, frozenset[ConversationState]] = {
    ConversationState.OPEN: frozenset({ConversationState.ENDED}),
    ConversationState.ENDED: frozenset({ConversationState.ERASED}),
    ConversationState.ERASED: frozenset(),
}


class Part(models.TextChoices):
    """What somebody is in a conversation. What that allows is a matter of the kind of conversation."""

    PERSON = "person", "Whom it is for"
    WORKER = "worker", "Who helps"
    MODERATOR = "moderator", "Who reads posts before others do"
    OBSERVER = "observer", "Who looks in, and is seen to"


class Pause(models.TextChoices):
    """Why somebody does not write just now. None is an ending."""

    MOMENT = "moment", "Takes a moment"
    LEFT_PAGE = "left_page", "Left the page, and can come back"
    STOPPED = "stopped", "Has stopped a chat that stays open, as they may be in danger"


#: Whoever opens the page again is back from these.
GONE = frozenset({Pause.LEFT_PAGE, Pause.STOPPED})
#: So long somebody who made the page vanish can come back to a conversation that nobody may end meanwhile.
COME_BACK_WITHIN = dt.timedelta(minutes=15)


class Audience(models.TextChoices):
    """Who reads a stream. Each has a sequence of its own, so that no gap tells of what others were told."""

    OPEN = "open", "Everybody in the conversation"
    STAFF = "staff", "Everybody but those whom it is for"
    MINE = "mine", "One person: what became of their own posts"


class MessageState(models.TextChoices):
    SHOWN = "shown", "Shown"
    HELD = "held", "Waiting for a moderator"
    NOT_PUBLISHED = "not_published", "Not published"
    WITHDRAWN = "withdrawn", "Withdrawn by who wrote it"


MESSAGE_MOVES: dict[MessageState, frozenset[MessageState]] = {
    MessageState.HELD: frozenset({MessageState.SHOWN, MessageState.NOT_PUBLISHED, MessageState.WITHDRAWN}),
    MessageState.SHOWN: frozenset({MessageState.WITHDRAWN, MessageState.NOT_PUBLISHED}),
    MessageState.NOT_PUBLISHED: frozenset(),
    MessageState.WITHDRAWN: frozenset(),
}


#: Whose words are not shown, although they were.
HIDDEN = frozenset({MessageState.WITHDRAWN, MessageState.NOT_PUBLISHED})


class Decision(models.TextChoices):
    """What a moderator may do with a held post."""

    RELEASE = "release", "Show it, as it is or changed"
    SECOND = "second", "Hold it for a second opinion"
    NOT_PUBLISH = "not_publish", "Do not show it, with a kind word to who wrote it"


class EventKind(models.TextChoices):
    """What can happen in a conversation that somebody who was away must learn of."""

    MESSAGE = "message", "Somebody's words"
    WITHDRAWN = "withdrawn", "Somebody took their words back"
    JOINED = "joined", "Somebody came in, or came back"
    LEFT = "left", "Somebody left for good"
    ASSIGNED = "assigned", "Who helps from now on, and under which epoch"
    HELD = "held", "A post waits for a moderator"
    DECIDED = "decided", "What a moderator did with a post"
    CHECKING = "checking", "Your post is being checked"
    RELEASED = "released", "Your post was shown"
    NOT_PUBLISHED = "not_published", "Your post is not shown; a moderator writes to you"
    MOMENT = "moment", "Somebody takes a moment"
    LEFT_PAGE = "left_page", "Somebody left the page, and can come back"
    STOPPED = "stopped", "Whom it is for has stopped it; it stays open, as they may be in danger"
    BACK = "back", "Somebody who took a moment, left the page or had stopped is back"
    OVERLAP = "overlap", "Who helped before is still there to say goodbye"
    PROPOSED = "proposed", "Who helps proposes to come to an end"
    SUMMARY = "summary", "Somebody changed the summary of an ending"
    FLAGGED = "flagged", "Words in a message are marked, or it could not be checked"
    ANSWERED = "answered", "Somebody answered a mark"
    CHANGED = "changed", "What the page shows beside the conversation has changed"
    ENDED = "ended", "The conversation is over"


#: In which streams each kind of event may stand.
STANDS_IN: dict[EventKind, frozenset[Audience]] = {
    EventKind.MESSAGE: frozenset({Audience.OPEN, Audience.STAFF}),
    EventKind.WITHDRAWN: frozenset({Audience.OPEN, Audience.STAFF, Audience.MINE}),
    EventKind.JOINED: frozenset({Audience.OPEN}),
    EventKind.LEFT: frozenset({Audience.OPEN}),
    EventKind.ASSIGNED: frozenset({Audience.OPEN}),
    EventKind.HELD: frozenset({Audience.STAFF}),
    EventKind.DECIDED: frozenset({Audience.STAFF}),
    EventKind.CHECKING: frozenset({Audience.MINE}),
    EventKind.RELEASED: frozenset({Audience.MINE}),
    EventKind.NOT_PUBLISHED: frozenset({Audience.MINE}),
    EventKind.MOMENT: frozenset({Audience.OPEN}),
    EventKind.LEFT_PAGE: frozenset({Audience.OPEN}),
    EventKind.STOPPED: frozenset({Audience.OPEN}),
    EventKind.BACK: frozenset({Audience.OPEN}),
    EventKind.OVERLAP: frozenset({Audience.OPEN}),
    EventKind.PROPOSED: frozenset({Audience.OPEN}),
    EventKind.SUMMARY: frozenset({Audience.OPEN}),
    EventKind.FLAGGED: frozenset({Audience.STAFF}),
    EventKind.ANSWERED: frozenset({Audience.STAFF}),
    EventKind.CHANGED: frozenset({Audience.OPEN}),
    EventKind.ENDED: frozenset({Audience.OPEN}),
}

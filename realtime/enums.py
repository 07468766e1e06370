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
    """Why somebody does not write just now. Neither is an ending."""

    MOMENT = "moment", "Takes a moment"
    LEFT_PAGE = "left_page", "Left the page, and can come back"


#: So long somebody who made the page vanish can come back to a conversation that nobody may end meanwhile.
COME_BACK_WITHIN = dt.timedelta(minutes=15)


class NextStep(models.TextChoices):
    """What comes after a conversation."""

    CHAT = "chat", "Another chat at a time we have agreed"
    MESSAGE = "message", "A message from my counsellor"
    COME = "come", "I will come back when I want to"


class EscalationStepKind(models.TextChoices):
    """What is done when somebody may be in danger, in this order. Each is asked for, and none is skipped."""

    CONSULTED = "consulted", "Spoke with the lead on duty"
    TOLD = "told", "The young person knows what we do, or why we could not tell them"
    CONTACT = "contact", "Somebody who can help them knows"
    OUTCOME = "outcome", "What came of it"


class KnownBy(models.TextChoices):
    """How the service came to know who a young person is."""

    AGREED = "agreed", "They told us, and agreed that we keep it"
    TOLD = "told", "They told us; they may be in danger, and we told them that we keep it"
    OBTAINED = "obtained", "We got it elsewhere, for their safety"


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


class FlagAbout(models.TextChoices):
    """What marked words may be about. Names words, never a person, and has no order."""

    SUICIDE = "suicide", "Not wanting to live"
    SELF_HARM = "self_harm", "Hurting oneself"
    ABUSE = "abuse", "Being hurt or touched by somebody"
    EXPLOITATION = "exploitation", "Being used or threatened"
    EATING = "eating", "Eating and body"
    MEDICINES = "medicines", "Tablets and overdose"
    DANGER = "danger", "Danger now, to them or to others"


class FlagSaid(models.TextChoices):
    """How marked words were said, as far as a program can tell. It changes the name of the rule and nothing else."""

    PLAIN = "plain", "said as it is"
    DENIED = "denied", "near a no or not"
    QUOTED = "quoted", "perhaps somebody else's words"
    OF_ANOTHER = "of_another", "perhaps about somebody else"
    STORY = "story", "perhaps a song, a story, a game or schoolwork"
    LAUGHING = "laughing", "perhaps a joke"


class FlagKind(models.TextChoices):
    MARKED = "marked", "Words are marked"
    NOT_CHECKED = "not_checked", "Not checked"


class FlagOutcome(models.TextChoices):
    """What somebody who has read the words does about them."""

    SEEN = "seen", "Seen and taken up"
    WATCHING = "watching", "Watching"
    STEPPING_IN = "stepping_in", "Stepping in"
    NOT_NEEDED = "not_needed", "Nothing needed"


class RetentionKind(models.TextChoices):
    """What is kept for how long. Conversations have the names of their kinds."""

    CHAT = "chat", "Chats"
    ONE_TO_ONE = "one_to_one", "Private talks"
    LETTERS = "letters", "Messages between visits"
    GROUP_ROOM = "group_room", "Group rooms"
    VISIT = "visit", "Visits that led to no chat"


class KeptBecause(models.TextChoices):
    SAFEGUARDING = "safeguarding", "It belongs to a safeguarding concern"
    LEGAL = "legal", "A court, an inquiry or a complaint needs it"
    ASKED = "asked", "The young person asked for it to be kept"


class PostReason(models.TextChoices):
    """Why a post is not shown. The house rules of group rooms, one by one."""

    IDENTIFYING = "identifying", "It says who or where somebody is"
    METHODS = "methods", "It says how somebody could be hurt"
    NUMBERS = "numbers", "It has weights, sizes or amounts of food"
    SEXUAL = "sexual", "It is sexual"
    UNKIND = "unkind", "It is unkind to somebody"
    PRIVATE = "private", "It needs a private talk first"
    OTHER = "other", "Something else"


class AgeBand(models.TextChoices):
    """Who is in a group room together: nothing for older ones is read by younger ones."""

    YOUNGEST = "11-12", "11 and 12"
    YOUNGER = "13-15", "13 to 15"
    OLDER = "16-17", "16 and 17"
    OLDEST = "18-19", "18 and 19"

    @property
    def ages(self) -> range:
        youngest, oldest = self.value.split("-")
        return range(int(youngest), int(oldest) + 1)


class GroupRoomState(models.TextChoices):
    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    ENDED = "ended", "Over"
    CANCELLED = "cancelled", "Cancelled"


GROUP_ROOM_MOVES: dict[GroupRoomState, frozenset[GroupRoomState]] = {
    GroupRoomState.PLANNED: frozenset({GroupRoomState.OPEN, GroupRoomState.CANCELLED}),
    GroupRoomState.OPEN: frozenset({GroupRoomState.ENDED}),
    GroupRoomState.ENDED: frozenset(),
    GroupRoomState.CANCELLED: frozenset(),
}


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
    BACK = "back", "Somebody who took a moment or left the page is back"
    OVERLAP = "overlap", "Who helped before is still there to say goodbye"
    PROPOSED = "proposed", "Who helps proposes to come to an end"
    SUMMARY = "summary", "Somebody changed the summary of an ending"
    FLAGGED = "flagged", "Words in a message are marked, or it could not be checked"
    ANSWERED = "answered", "Somebody answered a mark"
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
    EventKind.BACK: frozenset({Audience.OPEN}),
    EventKind.OVERLAP: frozenset({Audience.OPEN}),
    EventKind.PROPOSED: frozenset({Audience.OPEN}),
    EventKind.SUMMARY: frozenset({Audience.OPEN}),
    EventKind.FLAGGED: frozenset({Audience.STAFF}),
    EventKind.ANSWERED: frozenset({Audience.STAFF}),
    EventKind.ENDED: frozenset({Audience.OPEN}),
}


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
    VisitState.NOT_REACHED: frozenset(),
}  # fmt: skip

#: Somebody has at most one of these at a time.
OPEN_VISITS = (VisitState.WAITING, VisitState.OFFERED, VisitState.CLAIMED)
#: And of these, whoever counsels holds each alone.
HELD_VISITS = (VisitState.OFFERED, VisitState.CLAIMED)


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

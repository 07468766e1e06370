"""The choices of conversations and of counselling, one module per noun, and which state may follow which."""

from realtime.enums.conversation import (
    COME_BACK_WITHIN,
    CONVERSATION_MOVES,
    HIDDEN,
    MESSAGE_MOVES,
    STANDS_IN,
    Audience,
    ConversationState,
    Decision,
    EventKind,
    MessageState,
    Part,
    Pause,
)
from realtime.enums.ending import (
    BOOKING_MOVES,
    BookingState,
    FollowedUp,
    NextStep,
)
from realtime.enums.group_room import (
    GROUP_ROOM_MOVES,
    AgeBand,
    GroupRoomState,
    PostReason,
)
from realtime.enums.retention import (
    KeptBecause,
    RetentionKind,
)
from realtime.enums.safety import (
    EscalationStepKind,
    FlagAbout,
    FlagKind,
    FlagOutcome,
    FlagSaid,
    KnownBy,
)
from realtime.enums.visit import (
    HELD_VISITS,
    OPEN_VISITS,
    UNREACHED_VISITS,
    VISIT_MOVES,
    Feeling,
    RaisedBecause,
    Urgency,
    VisitState,
)

__all__ = [
    "BOOKING_MOVES",
    "COME_BACK_WITHIN",
    "CONVERSATION_MOVES",
    "GROUP_ROOM_MOVES",
    "HELD_VISITS",
    "HIDDEN",
    "MESSAGE_MOVES",
    "OPEN_VISITS",
    "STANDS_IN",
    "UNREACHED_VISITS",
    "VISIT_MOVES",
    "AgeBand",
    "Audience",
    "BookingState",
    "ConversationState",
    "Decision",
    "EscalationStepKind",
    "EventKind",
    "Feeling",
    "FlagAbout",
    "FlagKind",
    "FlagOutcome",
    "FlagSaid",
    "FollowedUp",
    "GroupRoomState",
    "KeptBecause",
    "KnownBy",
    "MessageState",
    "NextStep",
    "Part",
    "Pause",
    "PostReason",
    "RaisedBecause",
    "RetentionKind",
    "Urgency",
    "VisitState",
]

"""Conversations, who is in them, what was said and what happened; and the counselling service built on them."""

from realtime.models.afterwards import DeletionDecision, FollowUp
from realtime.models.alarm import UnreadAlarm
from realtime.models.booking import Booking
from realtime.models.closing_words import ClosingWords
from realtime.models.conversation import Conversation, Stream
from realtime.models.danger_phrase import DangerPhrase
from realtime.models.ending import Ending, Feedback, WorkerNote
from realtime.models.escalation import Escalation, EscalationStep
from realtime.models.event import Event
from realtime.models.first_words import FirstWords
from realtime.models.flag import Flag
from realtime.models.group_room import Aside, GroupRoom, Removal
from realtime.models.identity import Identity, IdentityOpening
from realtime.models.marked import Marked
from realtime.models.message import Message
from realtime.models.participant import Lease, Participant
from realtime.models.retention import Destruction, Lifting, RetentionClass
from realtime.models.service import Service, ServiceArea, Shift, SpecialHours, WeeklyHours
from realtime.models.visit import HeldPlace, Raising, Visit
from realtime.models.visitor import Visitor

__all__ = [
    "Aside",
    "Booking",
    "ClosingWords",
    "Conversation",
    "DangerPhrase",
    "DeletionDecision",
    "Destruction",
    "Ending",
    "Escalation",
    "EscalationStep",
    "Event",
    "Feedback",
    "FirstWords",
    "Flag",
    "FollowUp",
    "GroupRoom",
    "HeldPlace",
    "Identity",
    "IdentityOpening",
    "Lease",
    "Lifting",
    "Marked",
    "Message",
    "Participant",
    "Raising",
    "Removal",
    "RetentionClass",
    "Service",
    "ServiceArea",
    "Shift",
    "SpecialHours",
    "Stream",
    "UnreadAlarm",
    "Visit",
    "Visitor",
    "WeeklyHours",
    "WorkerNote",
]

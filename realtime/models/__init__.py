"""Conversations, who is in them, what was said and what happened."""

from realtime.models.conversation import Conversation, Stream
from realtime.models.event import Event
from realtime.models.message import Message
from realtime.models.participant import Lease, Participant

__all__ = ["Conversation", "Event", "Lease", "Message", "Participant", "Stream"]

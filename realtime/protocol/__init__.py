"""What travels between a page and the server, whichever way it goes. docs/protocol.md is written from here."""

import datetime as dt

from realtime.protocol.refusals import REFUSALS, Unreadable

VERSION = 1

#: So long a message can be taken back.
WITHDRAW_WITHIN = dt.timedelta(seconds=60)

#: One frame, and one message in it.
MOST_BYTES = 64 * 1024
MOST_CHARACTERS = 4000
MOST_CONVERSATIONS = 20

__all__ = [
    "MOST_BYTES",
    "MOST_CHARACTERS",
    "MOST_CONVERSATIONS",
    "REFUSALS",
    "VERSION",
    "WITHDRAW_WITHIN",
    "Unreadable",
]

"""Why something was not done: a code for programs, a sentence for the person."""

from uuid import UUID

#: A page keeps the words of a message that was refused, whatever the code; with those of `PASSING` it tries again
#: by itself, under the same id.
REFUSALS: dict[str, str] = {
    # what cannot be read
    "too-big": "That is too long to send in one go. Please send it in parts.",
    "binary": "This page sent something we cannot read. Please reload it.",
    "not-text": "This page sent letters we cannot read. Please reload it.",
    "not-json": "This page sent something we cannot read. Please reload it.",
    "deep": "This page sent something we cannot read. Please reload it.",
    "unknown": "This page asked for something we do not know. Please reload it.",
    "wrong": "This page sent something we cannot read. Please reload it.",
    "version": "This page is from before we changed something. Please reload it.",
    # who may not, or not now
    "signed-out": "You have been signed out. Sign in to go on; your words are kept on this page.",
    "not-found": "We could not find that conversation.",
    "left": "You are not in this conversation any more.",
    "no-role": "Your role does not allow this any more.",
    "not-entered": "Open this page again: it asks for your second step before it lets you in.",
    "ended": "This conversation has ended.",
    "not-ended": "This conversation must end before it can be erased.",
    "erased": "This conversation has been erased.",
    "stale": "Somebody else has taken over this conversation. You can read on this page, but not write.",
    "not-yours": "You look in on this conversation. You can write to colleagues, not to everybody.",
    "not-staff": "That is for those who work here.",
    "alone": "You help in this chat. Hand it over or end it first, so that nobody is left alone in it.",
    "may-come-back": "They left the page and have fifteen minutes to come back. You can end it after that.",
    "escalated": "Somebody may be in danger, and the steps for that are not all done. It can be ended after that.",
    "no-ending": "Nobody has proposed to end this conversation yet.",
    "summary-changed": "The other person has just changed the summary. Look at their words, and save yours again.",
    # what is not right about a message
    "empty": "There is nothing to send yet.",
    "too-long": "That is longer than one message can be. Please send it in parts.",
    "other-words": "This message was sent before with other words. Please send the new words as a new message.",
    "no-message": "We could not find that message.",
    "too-late": "A message can be taken back for one minute.",
    "decided": "Somebody has already decided about that message.",
    "not-moderator": "That is for moderators.",
    "no-reason": "Choose why the post is not shown.",
    "no-word": "Write a kind word to the person whose message is not shown.",
    "own-second": "A second opinion is for somebody else to give.",
    # in group rooms
    "nobody-reads": "Nobody is here just now to read posts first, so the room is for reading only. Your words are kept "
    "on this page.",
    "frozen": "The host has stopped posts for a moment. Your words are kept on this page.",
    "slow-mode": "The room goes slowly just now: wait a little between two posts. Your words are kept on this page.",
    "room-over": "The room is over.",
    # for now
    "unopened": "We cannot open this conversation just now. It is for us to put right, and we keep trying.",
    "slow-down": "That was a lot at once. Wait a moment; your words are kept on this page.",
    "later": "We could not save that just now. We keep trying.",
}

#: Those that pass by themselves.
PASSING = frozenset({"slow-down", "later"})


class Unreadable(Exception):
    """A frame that cannot be read; `code` is one of `REFUSALS`. Holds nothing of what was in it, but of a frame about
    one message what it was and the ids, so that the page knows which has its answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.of = "frame"
        self.about: dict[str, UUID | None] = {}

"""The words of a message, ready to be sent."""

import json

from django.template.loader import render_to_string

from mhst.settings.environment import environment
from sessions_app.delivery import Words
from sessions_app.enums import STAFF_WORDS
from sessions_app.models import Message


def words_of(message: Message, *, may_have_gone: bool = False) -> Words:
    """What it says, to whom, and from whom: families read a name that does not tell."""
    details = json.loads(message.details or "{}")
    subject, _, body = render_to_string(f"email/sessions_app/message/{message.words}.txt", details).partition("\n")
    return Words(
        reference=str(message.pk),
        channel=message.channel,
        address=message.address or "",
        subject=subject.strip(),
        body=body.strip(),
        sender=environment.email_from if message.words in STAFF_WORDS else environment.neutral_from,
        may_have_gone=may_have_gone,
    )

"""Handing words to a service that carries them. Knows nothing of rows, people and occasions.

`send` returns what the service calls the message, or raises `NotDelivered`, which says whether to try again.
"""

from collections.abc import Callable

from django.conf import settings

from mhst.settings.environment import environment
from sessions_app.delivery import console, mail, notify
from sessions_app.delivery.words import NotDelivered, Words
from sessions_app.enums import Channel, Problem

__all__ = ["NotDelivered", "Words", "can_send", "send"]

Way = Callable[[Words], str]


def send(words: Words) -> str:
    """Raises: NotDelivered."""
    way = _way(words.channel)
    if way is None:
        raise NotDelivered(Problem.NO_WAY, is_final=True)
    return way(words)


def can_send(channel: str) -> bool:
    """Whether the deployer has set up a way for messages of this kind."""
    return _way(channel) is not None


def _way(channel: str) -> Way | None:
    if notify.template(channel):
        return notify.send
    if channel == Channel.EMAIL:
        return mail.send
    return console.send if settings.DEMO and not environment.notify_api_key.get_secret_value() else None

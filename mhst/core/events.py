"""How lower rooms of the house tell higher ones: after the commit, never inside it.

events.publish(SessionMoved(session_id=...))      # in an action
@events.on(SessionMoved)                          # in a higher app's receivers, imported by its AppConfig
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.db import transaction

Event = TypeVar("Event")
log = logging.getLogger(__name__)
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(kind: type[Event]) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Call the decorated function with every event of this kind, after its transaction has committed."""

    def register(listener: Callable[[Event], None]) -> Callable[[Event], None]:
        _listeners[kind].append(listener)
        return listener

    return register


def publish(event: object) -> None:
    """Tell every listener once the present transaction has committed; nobody hears of a rollback."""
    transaction.on_commit(partial(_tell, event))


def _tell(event: object) -> None:
    for listener in _listeners.get(type(event), ()):
        try:
            listener(event)
        except Exception:  # one deaf listener must not silence the others, nor undo what is committed
            name = getattr(listener, "__qualname__", type(listener).__qualname__)
            log.exception("listener %s failed on %s", name, type(event).__name__)

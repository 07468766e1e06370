"""On which day rows of an invented world came to be: on that of which they tell, not on the day of the seed."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps

from mhst.core import clock
from mhst.core.records import Record
from mhst.demo.world import ids

_then: ContextVar[dt.datetime | None] = ContextVar("born", default=None)


def _born() -> dt.datetime:
    return _then.get() or clock.now()


@contextmanager
def remembered() -> Iterator[None]:
    """Meanwhile `on` says when records came to be."""
    fields = [model._meta.get_field("created_at") for model in apps.get_models() if issubclass(model, Record)]
    for field in fields:
        ids.set_default(field, _born)
    try:
        yield
    finally:
        for field in fields:
            ids.set_default(field, clock.now)


@contextmanager
def on(then: dt.datetime) -> Iterator[None]:
    """What is made meanwhile came to be then."""
    token = _then.set(then)
    try:
        yield
    finally:
        _then.reset(token)

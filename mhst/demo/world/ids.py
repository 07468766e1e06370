"""Ids drawn from the seed, so that what is read in their order is the same in every world of one seed and day."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from django.apps import apps


@contextmanager
def drawn_from(chance: Random) -> Iterator[None]:
    """Whatever is made meanwhile has an id that can be foretold: for an invented world only."""

    def draw() -> uuid.UUID:
        return uuid.UUID(int=chance.getrandbits(128), version=4)

    fields = [field for model in apps.get_models() for field in model._meta.local_fields if field.default is uuid.uuid4]
    for field in fields:
        set_default(field, draw)
    try:
        yield
    finally:
        for field in fields:
            set_default(field, uuid.uuid4)


def set_default(field: object, default: object) -> None:
    field.default = default  # type: ignore[attr-defined]
    vars(field).pop("_get_default", None)  # Django remembers what it made of the last one

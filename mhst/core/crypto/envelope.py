"""Keys of their own for things that can be erased: destroying the key makes all it sealed unreadable, everywhere.

wrapped = envelope.new(about="conversation 1")      # kept in a row
words = envelope.opened(wrapped, about=...).seal(b"Hello", about="message 1")
"""

import os
from typing import Any

from django.db import models

from mhst.core.crypto.keys import KEY_BYTES, KeyRing, ring


def new(*, about: str) -> bytes:
    """A fresh key, wrapped by the main ring for the thing named by `about`."""
    return ring().seal(os.urandom(KEY_BYTES), about=about)


def opened(wrapped: bytes, *, about: str) -> KeyRing:
    """The key, ready to seal and open. Raises: CannotOpen."""
    return KeyRing({1: ring().open(wrapped, about=about)})


class WrappedKeyField(models.BinaryField):
    """A key that `new` wrapped. None once it is destroyed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "null": True})


class EnvelopeField(models.BinaryField):
    """Bytes sealed by a key of their own, which whoever may read them opens: the row alone cannot."""

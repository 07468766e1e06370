"""Words looked for in what was kept, told or logged: as they are, and as programs write them down."""

import base64
import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import quote, quote_plus

PACKED = re.compile(rb"\.([\w-]{16,})")


def is_in(words: str, kept: bytes | Iterable[str]) -> bool:
    """Whether they stand there: plainly, in hexadecimal as in dumps, as in an address, in base64, or packed as Django
    packs sessions and messages."""
    text = kept if isinstance(kept, bytes) else "\n".join(kept).encode()
    low = text.lower()
    return any(form.lower() in low for form in _forms(words)) or words.encode() in b"\n".join(_unpacked(text))


def _forms(words: str) -> set[bytes]:
    raw = words.encode()
    return {raw, raw.hex().encode(), quote(words).encode(), quote_plus(words).encode(), *_in_base64(raw)}


def _in_base64(raw: bytes) -> Iterable[bytes]:
    """Wherever in a longer text they begin: without the signs at both ends that depend on what is beside them."""
    for before in range(3):
        padded = bytes(before) + raw
        last = -1 if len(padded) % 3 else None
        for coded in (base64.b64encode(padded), base64.urlsafe_b64encode(padded)):
            yield coded.rstrip(b"=")[(0, 2, 3)[before] : last]


def _unpacked(text: bytes) -> Iterable[bytes]:
    """Django's sessions and messages begin with a dot where they are packed."""
    for piece in PACKED.findall(text):
        with suppress(ValueError, zlib.error):
            yield zlib.decompress(base64.urlsafe_b64decode(piece + b"=="))

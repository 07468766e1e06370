"""Nicknames by which nobody can pass for somebody who works here, however they are written."""

import re
import unicodedata
from collections.abc import Iterable

from mhst.core.errors import Refused

#: What those who work here are called: none of these is in a nickname.
ROLES = (
    "moderator", "counsellor", "counselor", "supervisor", "administrator", "safeguarding", "therapist", "psychologist",
    "practitioner", "childline", "samaritans", "helpline", "camhs",
)  # fmt: skip
#: These stand in other words, and are no nickname by themselves or as a word of one.
SHORT = (
    "admin", "mod", "nhs", "staff", "host", "mhst", "support", "helper", "doctor", "nurse", "police", "system",
    "official",
)  # fmt: skip
#: Signs that look like a letter of ours or stand for one, from Cyrillic and Greek and among digits. Nobody can tell a
#: small l from a large I: they are one.
LOOKS_LIKE = str.maketrans(
    {
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d",  # noqa: RUF001
        "ӏ": "i", "м": "m", "н": "h", "т": "t", "в": "b", "к": "k", "α": "a", "ε": "e", "ο": "o", "ρ": "p", "ν": "v",  # noqa: RUF001
        "τ": "t", "κ": "k", "ι": "i", "ı": "i", "ɑ": "a", "ɡ": "g", "l": "i", "0": "o", "1": "i", "3": "e", "4": "a",  # noqa: RUF001
        "5": "s", "7": "t", "8": "b",
    }
)  # fmt: skip
WORDS = re.compile(r"[A-Z]?[^\W\dA-Z_]+|[A-Z]+(?![a-z])")
SAYS = (
    "That could be taken for somebody who works here. Choose something else, so that everybody knows that you are "
    "here for yourself."
)


def check_is_nobody_of_ours(nickname: str, names: Iterable[str]) -> None:
    """`names` are those of the staff as chats show them. Raises: Refused."""
    tried = _read(nickname)
    words = tried | {word for found in WORDS.findall(nickname) for word in _read(found)}
    if (
        any(_plain(role) in one for role in ROLES for one in tried)
        or words & {_plain(short) for short in SHORT}
        or tried & {_plain(name) for name in names}
    ):
        raise Refused(SAYS, code="nickname", field="nickname")


def _read(nickname: str) -> set[str]:
    """How it can be read: digits for letters, or as added to it."""
    bare = re.sub(r"^\d+|\d+$", "", nickname)
    return {_plain(nickname), _plain(bare), _plain(re.sub(r"\d", "", nickname))} - {""}


def _plain(name: str) -> str:
    """Its letters alone, those that look the same as one."""
    parts = unicodedata.normalize("NFKD", name).casefold().translate(LOOKS_LIKE)
    return "".join(sign for sign in parts if sign.isalpha())

"""Whom the counselling service is for, and what a nickname must not tell."""

import datetime as dt
import re
from typing import Any

from mhst.core.errors import Refused

ADDRESS = re.compile(r"@|\b(?:www|https?)\b|\.(?:com|net|org|uk)\b", re.IGNORECASE)
NUMBER = re.compile(r"(?:\d[\s.\-]*){6,}")
TWO_NAMES = re.compile(r"[A-Z][a-z]+[ ._\-]?[A-Z][a-z'\-]+|[a-z]+\.[a-z]+")

#: Like josie_m, j.webb or JosieM, with digits or without. Other words look so too: nobody can tell but who chose them.
NAME_AND_LETTER = re.compile(r"(?:(?i:[a-z]{2,}[._\-][a-z]|[a-z][._\-][a-z]{2,})|[A-Z]?[a-z]+[A-Z])[._\-]?\d*")


def is_for(service: Any, born_year: int, born_month: int, today: dt.date) -> bool:
    """By month and year: in the month of a birthday both ages count, since nobody is asked for the day."""
    latest = today.year - born_year - (today.month < born_month)
    earliest = latest - (today.month == born_month)
    return bool(latest >= service.youngest and earliest <= service.oldest)


def check_nickname(nickname: str) -> None:
    """Raises: Refused for what looks like a name, an address or a number of somebody."""
    if ADDRESS.search(nickname):
        raise _refused("That looks like an address. Choose something that nobody could find you by.")
    if NUMBER.search(nickname):
        raise _refused("That has a long number in it, like a phone number. Use fewer digits.")
    if TWO_NAMES.fullmatch(nickname):
        raise _refused(
            "That looks like a full name. Choose something else; if it is not one, use small letters and no dot."
        )


def may_be_name_and_letter(nickname: str) -> bool:
    """Whether it could be a first name with a letter of the last: for a question, and for nothing else."""
    return bool(NAME_AND_LETTER.fullmatch(nickname))


def _refused(sentence: str) -> Refused:
    return Refused(sentence, code="nickname", field="nickname")

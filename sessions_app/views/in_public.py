"""How much may be asked and answered for one school without an account in an hour, by where it comes from.

A whole school has one address, so what one address may do is enough for a school; all of them together may do twenty
times that. So nobody uses up what is the school's.
"""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mhst.core import floods
from mhst.core.errors import Refused

#: More than a whole year group begins and sends in a lesson, and than its parents answer on an evening.
BEGUN_AN_HOUR, SENT_AN_HOUR, ANSWERED_AN_HOUR, HOUR = 400, 80, 120, 3600
TOO_MANY = _(
    "More requests than we can take came for this school in the last hour. What you wrote is kept: try again in an"
    " hour. If it cannot wait, use one of the ways to get help now."
)
TOO_MANY_ANSWERS = _("Very many answers are coming in at present. Please try again in an hour.")


def check_begins(request: HttpRequest, school: UUID) -> None:
    """Raises: Refused."""
    _check(request, f"request:begun:{school}", BEGUN_AN_HOUR, str(TOO_MANY))


def check_sends(request: HttpRequest, school: UUID | None) -> None:
    """Raises: Refused."""
    _check(request, f"request:sent:{school}", SENT_AN_HOUR, str(TOO_MANY))


def check_answers(request: HttpRequest, school: UUID) -> None:
    """About consent, on paper. Raises: Refused."""
    _check(request, f"consent:{school}", ANSWERED_AN_HOUR, str(TOO_MANY_ANSWERS))


def _check(request: HttpRequest, key: str, most: int, sentence: str) -> None:
    if floods.is_over_from(request, key, most=most, seconds=HOUR):
        raise Refused(sentence, code="flood")

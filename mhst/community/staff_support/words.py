"""Codes that bring somebody back who has no account, and the sentences that everybody here may rely on."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mhst.core.crypto import fingerprint

#: Without letters and numbers that look alike. Sixteen of them are 78 bits: nobody guesses one.
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH, IN_A_GROUP = 16, 4

CONFIDENTIALITY = (
    _(
        "It is kept apart from everything else here. No page shows it, or that you asked, to your manager, your school,"
        " your team or the administrators of this system."
    ),
    _("Nothing goes into a health record, a report or a search. Nobody sends you anything: you come back with a code."),
    _(
        "One thing we cannot keep to ourselves: that you or somebody else may be in danger. We talk to you first,"
        " wherever we can."
    ),
)


def code_of(sending: str) -> str:
    """The code, in groups to write down, of what was sent: the same for the same, and known from nothing else."""
    number, signs = int(fingerprint(sending, about="code of a sending to staff support"), 16), ""
    while len(signs) < LENGTH:
        number, at = divmod(number, len(LETTERS))
        signs += LETTERS[at]
    return "-".join(signs[start : start + IN_A_GROUP] for start in range(0, LENGTH, IN_A_GROUP))


def id_of(sending: str) -> UUID:
    """Its row. Neither the code nor what was sent can be told from it."""
    return UUID(fingerprint(sending, about="sending to staff support")[:32])


def plain(code: str) -> str:
    """As it was given, however it is typed: small letters, spaces and hyphens do not count."""
    return "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())

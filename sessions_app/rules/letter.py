"""Who reads and writes letters, and when one may go. Issued letters never change."""

from collections.abc import Sequence

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import READERS, LetterState, LetterTo, ReferralState
from sessions_app.models import Letter, Referral
from sessions_app.queries import letter as queries
from sessions_app.rules import referral as referrals

#: Decided in triage, and nobody holds it: those who decided write to those who asked.
_DECIDED_IN_TRIAGE = frozenset({ReferralState.ADVICE_ONLY, ReferralState.NOT_ACCEPTED, ReferralState.STEPPED_UP})


def check_can_read(referral: Referral, by: Actor) -> None:
    """Raises: Refused to all but those who read the request, and those who decided on it."""
    by.require(Permission.REFERRAL_VIEW, referral)
    if not _decided(referral, by):
        referrals.check_can_read_request(referral, by)


def check_can_prepare(referral: Referral, by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.LETTER_WRITE, referral)
    check_can_read(referral, by)


def check_can_write(letter: Letter, by: Actor) -> None:
    """Whether its words may still be changed. Raises: Refused."""
    check_can_prepare(letter.referral, by)
    if letter.state != LetterState.DRAFT:
        raise Refused("This letter was issued, so it does not change any more. Prepare another.", code="issued")


def check_can_issue(letter: Letter, by: Actor, *, agreed: bool, left_open: Sequence[str] = ()) -> None:
    """Raises: Refused when a line says nothing, when nobody has looked at it as it will be read, or when nobody said
    that the school may know.
    """
    check_can_write(letter, by)
    if left_open:
        lines = " and ".join(f"\u201c{line}\u201d" for line in left_open)
        raise Refused(
            f"The letter to the {letter.get_to_display().lower()} says nothing yet after {lines}. Write it, or delete"
            " the line.",
            code="left-open",
        )
    if letter.previewed_at is None:
        raise Refused("Look at the letter as PDF first. Then it can be issued.", code="not-looked-at")
    if letter.to == LetterTo.SCHOOL and queries.said_no_to_school(letter.referral):
        raise Refused(
            "They said that nothing is to be shared with the school, so no letter goes there. Ask them again, and write"
            " down what they answer first.",
            code="not-shared",
        )
    if letter.to == LetterTo.SCHOOL and not agreed:
        raise Refused(
            "Confirm that everything in it was agreed to be shared with the school.", code="agreed", field="agreed"
        )


def check_reader(kind: str, to: str) -> None:
    """Raises: Refused where there is no such letter."""
    if to not in READERS[kind]:
        raise Refused("There is no such letter to them. Choose another.", code="reader", field="to")


def _decided(referral: Referral, by: Actor) -> bool:
    return (
        referral.practitioner_id is None
        and referral.state in _DECIDED_IN_TRIAGE
        and by.can(Permission.REFERRAL_TRIAGE, referral)
        and queries.took_part(referral, by)  # type: ignore[arg-type]
    )

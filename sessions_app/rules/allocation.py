"""Who gives a young person to whom, and when. Each rule raises `Refused` with a sentence for the person."""

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.enums import ReferralState
from sessions_app.models import Referral


def check_can_allocate(referral: Referral, by: Actor) -> None:
    """Choose who works with somebody who waits. Raises: Refused."""
    by.require(Permission.REFERRAL_ALLOCATE, referral)
    if referral.state != ReferralState.WAITING:
        raise Refused(
            f"Somebody is chosen for those who wait. This referral is {referral.get_state_display().lower()}.",
            code="state",
        )


def check_takes_on(referral: Referral, practitioner: Practitioner, field: str = "practitioner") -> None:
    """Whether this practitioner can be given this young person. Raises: Refused."""
    if practitioner.team_id != referral.team_id:
        raise Refused(
            f"{practitioner} is not in {referral.team}. Choose somebody of the team.", code="team", field=field
        )
    if not practitioner.is_working:
        raise Refused(f"{practitioner} is not working at present. Choose somebody else.", code="away", field=field)


def check_says_why(practitioner: Practitioner, first: Practitioner | None, why: str) -> None:
    """Another than the one suggested first is chosen for a reason. Raises: Refused when none is given."""
    if first is not None and practitioner.pk != first.pk and not why.strip():
        raise Refused(f"Say why {practitioner} and not {first}, who is suggested first.", code="why", field="why")


def check_can_see_caseload(practitioner: Practitioner, by: Actor) -> None:
    """One's own, or anybody's of a team in which one allocates. Raises: Refused."""
    if practitioner.user_id == getattr(by, "pk", None) and by.can(Permission.REFERRAL_WORK, practitioner):
        return
    by.require(Permission.REFERRAL_ALLOCATE, practitioner)

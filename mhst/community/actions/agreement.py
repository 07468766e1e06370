"""A yes that is written down as a decision of its own, and adds up to one with what others have said."""

from mhst.audit.recording import action
from mhst.community.enums import Giver
from mhst.community.rules import agreement as rules
from mhst.community.rules.agreement import Agreed
from mhst.core.actors import Actor
from mhst.people.actions import consent
from mhst.people.enums import ConsentAnswer, ConsentKind
from mhst.people.models import ConsentDecision, YoungPerson


@action
def record(*, young_person: YoungPerson, kind: ConsentKind, agreed: Agreed, by: Actor) -> ConsentDecision:
    """Raises: Refused when they may not decide it, or somebody else says no."""
    rules.check_fresh(agreed)
    decision = consent.record(
        young_person=young_person, kind=kind, answer=ConsentAnswer.GIVEN, basis=rules.BASIS[agreed.giver],
        method=agreed.how, decided_on=agreed.on, parent=agreed.parent if agreed.giver == Giver.PARENT else None,
        assessment=agreed.assessment, by=by,
    )  # fmt: skip
    rules.check_holds(young_person, kind, agreed)
    return decision

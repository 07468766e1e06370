"""What is agreed with a young person. A later plan stands beside the earlier ones; none is changed."""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.people.actions import young_person
from mhst.people.enums import Indicator
from sessions_app.actions import progress
from sessions_app.models import CarePlan, Referral
from sessions_app.rules.referral import check_can_work


@action
def agree(
    *, referral: Referral, problem: str, plan: str, agreed_on: dt.date, by: Actor, agreed_with_parent: bool = False,
    helps_at_home: str = "", parent_helps_at_home: str = "",
) -> CarePlan:  # fmt: skip
    """Write down what was agreed, and whether they, or a parent or guardian, look after someone, if they said.

    Raises: Refused for a day that has not come or was before the request.
    """
    check_can_work(referral, by)
    if not (problem.strip() and plan.strip()):
        raise Refused("Write what is difficult, in their words, and what you will try together.")
    if not referral.received_on <= agreed_on <= clock.today():
        raise Refused(
            f"Choose a day from {referral.received_on:%-d %B %Y}, when the request came, to today.", field="agreed_on"
        )
    made = CarePlan.objects.create(
        referral=referral, problem=problem.strip(), plan=plan.strip(), agreed_on=agreed_on,
        agreed_with_parent=agreed_with_parent, parent_helps_at_home=parent_helps_at_home,
        written_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    if helps_at_home and referral.young_person:
        young_carer = Indicator(helps_at_home)
        young_person.note_young_carer(young_person=referral.young_person, young_carer=young_carer, by=by)
    progress.note(referral=referral, by=by)
    return made

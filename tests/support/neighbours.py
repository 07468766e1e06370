"""Referring somebody to a partner, for tests."""

import re

from django.core import mail

from mhst.access.models import User
from mhst.community.actions import referral as actions
from mhst.community.enums import Giver, HelpKind
from mhst.community.models import NeighbourReferral, Partner
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.people.enums import ConsentMethod
from mhst.people.models import YoungPerson
from tests.factories import ParentOrGuardianFactory, World
from tests.factories.community import PartnerFactory

WHY, CONTACT = "Helps a parent every morning.", "Ask for Robin, 01632 960 300."


def refer(
    there: World, agreed: Agreed | None = None, *, person: YoungPerson | None = None, partner: Partner | None = None,
    by: User | None = None,
) -> NeighbourReferral:  # fmt: skip
    """The practitioner refers the first young person; a parent agreed unless said otherwise."""
    person = person or there.pupils[0]
    agreed = agreed or Agreed(
        Giver.PARENT, ConsentMethod.PHONE, clock.today(), ParentOrGuardianFactory(young_person=person)
    )
    return actions.refer(
        partner=partner or PartnerFactory(), kind=HelpKind.CARERS, team=there.team, why=WHY, contact=CONTACT,
        agreed=agreed, young_person=person, by=by or there.practitioner.user,
    )  # fmt: skip


def addresses_mailed(to: str) -> list[str]:
    """Paths of the links that went to this address, the oldest first."""
    said = [one.body for one in mail.outbox if to in one.to]
    return [path for body in said for path in re.findall(r"https?://[^/\s]+(/\S*)", body)]

"""A supervisor, the practitioner they supervise, and young people on that practitioner's caseload."""

from dataclasses import dataclass
from typing import Any

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.people.models import Practitioner
from mhst.places.models import Team
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from tests.factories import PractitionerFactory, TeamFactory, member_of
from tests.factories.casework import ReferralFactory


@dataclass(frozen=True)
class Supervising:
    team: Team
    supervisor: User
    practitioner: Practitioner

    def case(self, state: str = ReferralState.IN_INTERVENTION, **given: Any) -> Referral:
        held = {"team": self.team, "practitioner": self.practitioner, "state": state}
        return ReferralFactory(**{**held, **given})


def supervising() -> Supervising:
    team = TeamFactory()
    practitioner = PractitionerFactory(team=team)
    return Supervising(team, member_of(team, RoleName.SUPERVISOR), practitioner)

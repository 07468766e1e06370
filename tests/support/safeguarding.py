"""People who answer for safeguarding at a school and in its team, and a concern raised among them."""

import uuid
from dataclasses import dataclass
from typing import Any

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.people.models import YoungPerson
from mhst.places.models import School, Team
from sessions_app.actions import concern as actions
from sessions_app.actions import duty
from sessions_app.models import Concern
from tests.factories import PractitionerFactory, SchoolFactory, TeamFactory, TeamSchoolFactory, YoungPersonFactory
from tests.factories.access import MembershipFactory, member_of

WORDS = {
    "own_words": "He locks the door when Mum is out.",
    "action_taken": "Stayed with them; told Mrs Reed at ten past two.",
    "reason": "They are afraid to go home tonight.",
}


@dataclass(frozen=True)
class Safeguarding:
    """A school with a designated safeguarding lead, a deputy and a teacher; its team with all who matter."""

    school: School
    team: Team
    pupil: YoungPerson
    teacher: User
    lead: User
    deputy: User
    practitioner: User
    duty: User
    manager: User

    def raised(self, by: User | None = None, **changes: Any) -> Concern:
        given = {"young_person": self.pupil, "is_immediate": False, **WORDS, **changes}
        return actions.raise_concern(id=uuid.uuid4(), school=self.school, by=by or self.teacher, **given)

    def on_duty(self, user: User) -> User:
        """Puts somebody on the team's duty list for today."""
        today = clock.today()
        duty.add_turn(team=self.team, user=user, starts_on=today, ends_on=today, by=self.manager)
        return user


def safeguarding() -> Safeguarding:
    school, team = SchoolFactory(), TeamFactory()
    TeamSchoolFactory(team=team, school=school)
    role = RoleName.DESIGNATED_SAFEGUARDING_LEAD
    lead = member_of(school, role)
    first = lead.memberships.get().starts_on
    deputy = MembershipFactory(role=role, school=school, starts_on=first.replace(year=first.year + 1)).user
    practitioner = PractitionerFactory(team=team).user
    return Safeguarding(
        school=school,
        team=team,
        pupil=YoungPersonFactory(school=school),
        teacher=member_of(school, RoleName.SCHOOL_STAFF),
        lead=lead,
        deputy=deputy,
        practitioner=practitioner,
        duty=member_of(team, RoleName.SAFEGUARDING_LEAD),
        manager=member_of(team, RoleName.TEAM_MANAGER),
    )

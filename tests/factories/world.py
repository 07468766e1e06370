from dataclasses import dataclass

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room, School, Team
from sessions_app.models import Programme
from tests.factories.academic_year import SIX_PERIODS
from tests.factories.access import MembershipFactory, UserFactory, member_of
from tests.factories.calendar import CalendarFactory, SchoolDayFactory
from tests.factories.people import PractitionerFactory, YoungPersonFactory
from tests.factories.places import RoomFactory, SchoolFactory, TeamFactory, TeamSchoolFactory
from tests.factories.replayed import replayed
from tests.factories.sessions import ProgrammeFactory


@dataclass(frozen=True)
class World:
    """A small place, ready for a group to be booked in it.

    One team, two schools it serves (the first with five periods, the second with six), a room in each, two
    practitioners who go to both, a lead at each school, a manager and an administrator of the team, eight
    pupils of Year 8 at each school whose parents agree, and a group programme of six sessions.
    """

    team: Team
    schools: tuple[School, School]
    rooms: tuple[Room, Room]
    practitioners: tuple[Practitioner, Practitioner]
    leads: tuple[User, User]
    manager: User
    administrator: User
    pupils: tuple[YoungPerson, ...]
    other_pupils: tuple[YoungPerson, ...]
    programme: Programme

    @property
    def school(self) -> School:
        return self.schools[0]

    @property
    def room(self) -> Room:
        return self.rooms[0]

    @property
    def practitioner(self) -> Practitioner:
        return self.practitioners[0]

    @property
    def lead(self) -> User:
        """The senior mental health lead of the first school."""
        return self.leads[0]


@replayed
def world(*, pupils: int = 8) -> World:
    """Build a `World`. Its dates are those of 2026/27: freeze the clock at `A_MONDAY` or near it."""
    with recording.acting(by=SYSTEM, verb="factory"):
        team = TeamFactory()
        schools = SchoolFactory(), SchoolFactory()
        for school in schools:
            TeamSchoolFactory(team=team, school=school)
            CalendarFactory(school=school)
        SchoolDayFactory(school=schools[0])
        SchoolDayFactory(school=schools[1], periods=SIX_PERIODS)
        return World(
            team=team,
            schools=schools,
            rooms=(RoomFactory(school=schools[0]), RoomFactory(school=schools[1])),
            practitioners=(
                PractitionerFactory(team=team, at=list(schools)),
                PractitionerFactory(team=team, at=list(schools), senior=True),
            ),
            leads=(_lead(schools[0]), _lead(schools[1])),
            manager=member_of(team, RoleName.TEAM_MANAGER),
            administrator=member_of(team, RoleName.ADMINISTRATOR),
            pupils=_pupils(schools[0], pupils),
            other_pupils=_pupils(schools[1], pupils),
            programme=ProgrammeFactory(),
        )


def _lead(school: School) -> User:
    return MembershipFactory(user=UserFactory(), role=RoleName.SENIOR_MENTAL_HEALTH_LEAD, school=school).user


def _pupils(school: School, count: int) -> tuple[YoungPerson, ...]:
    return tuple(YoungPersonFactory.create_batch(count, school=school, consented=True))

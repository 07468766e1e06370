"""Real rows for tests and for the demo world. Every name, school and URN in here is invented.

from tests.factories import SchoolFactory, YoungPersonFactory, world

Rows are recorded in the audit as written by the machine "system" with the verb "factory".
"""

from tests.factories.academic_year import A_MONDAY, ACADEMIC_YEAR
from tests.factories.access import MembershipFactory, UserFactory, member_of
from tests.factories.calendar import (
    CalendarFactory,
    PeriodFactory,
    SchoolDayFactory,
    SpecialDayFactory,
    TermFactory,
)
from tests.factories.people import (
    AbsenceFactory,
    ConsentDecisionFactory,
    EnrolmentFactory,
    FixedTimeFactory,
    KeepApartFactory,
    ParentOrGuardianFactory,
    PractitionerFactory,
    SchoolDayAgreedFactory,
    WorkingHoursFactory,
    YoungPersonFactory,
)
from tests.factories.places import (
    ClusterFactory,
    CouncilFactory,
    OrganisationFactory,
    RoomBlockFactory,
    RoomFactory,
    RoomHoursFactory,
    RoomUnitFactory,
    SchoolFactory,
    SchoolLinkFactory,
    TeamFactory,
    TeamSchoolFactory,
    TravelTimeFactory,
)
from tests.factories.sessions import (
    AttendanceFactory,
    FacilitationFactory,
    PlaceFactory,
    PlannedContentFactory,
    ProgrammeFactory,
    SeriesFactory,
    SupportSessionFactory,
    WaitingFactory,
)
from tests.factories.world import World, world

__all__ = [
    "ACADEMIC_YEAR",
    "A_MONDAY",
    "AbsenceFactory",
    "AttendanceFactory",
    "CalendarFactory",
    "ClusterFactory",
    "ConsentDecisionFactory",
    "CouncilFactory",
    "EnrolmentFactory",
    "FacilitationFactory",
    "FixedTimeFactory",
    "KeepApartFactory",
    "MembershipFactory",
    "OrganisationFactory",
    "ParentOrGuardianFactory",
    "PeriodFactory",
    "PlaceFactory",
    "PlannedContentFactory",
    "PractitionerFactory",
    "ProgrammeFactory",
    "RoomBlockFactory",
    "RoomFactory",
    "RoomHoursFactory",
    "RoomUnitFactory",
    "SchoolDayAgreedFactory",
    "SchoolDayFactory",
    "SchoolFactory",
    "SchoolLinkFactory",
    "SeriesFactory",
    "SpecialDayFactory",
    "SupportSessionFactory",
    "TeamFactory",
    "TeamSchoolFactory",
    "TermFactory",
    "TravelTimeFactory",
    "UserFactory",
    "WaitingFactory",
    "WorkingHoursFactory",
    "World",
    "YoungPersonFactory",
    "member_of",
    "world",
]

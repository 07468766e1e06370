"""A place with one of everything in it, so that every address has something to be about."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cms.directory.models import Proposal
from cms.directory.models import Service as DirectoryEntry
from cms.posts.models import Post, PostConcern
from mhst.access.enums import HeldAt, RoleName
from mhst.access.models import Membership, User
from mhst.access.roles import ROLES
from mhst.community.models import NeighbourReferral, Recognition
from mhst.community.prescribing.models import LinkReferral
from mhst.community.staff_support.models import Request, TeamSupport
from mhst.core import clock
from mhst.people.models import ConsentDecision, KeepApart, ParentOrGuardian, Practitioner, YoungPerson
from mhst.places.models import (
    Cluster,
    Council,
    Organisation,
    Room,
    RoomBlock,
    School,
    SchoolDay,
    SpecialDay,
    Team,
    Term,
)
from mhst.reporting.models import Commission, Publication
from realtime.models import Conversation, Service, Shift, SpecialHours, Visit
from school_link.models import (
    Cohort,
    Consultation,
    ConsultationQuestion,
    Duty,
    NamedContact,
    PlanPoint,
    Thread,
    Workshop,
)
from sessions_app.enums import RecordState
from sessions_app.models import (
    Concern,
    ConcernStep,
    ConsentLink,
    ContactPreference,
    Goal,
    Letter,
    Measure,
    Message,
    Programme,
    Referral,
    Series,
    SessionRecord,
    Supervision,
    SupportSession,
    UnmatchedConsent,
)
from tests.factories import (
    AttendanceFactory,
    CalendarFactory,
    ClusterFactory,
    ConsentDecisionFactory,
    CouncilFactory,
    KeepApartFactory,
    ParentOrGuardianFactory,
    PractitionerFactory,
    ProgrammeFactory,
    RoomBlockFactory,
    RoomFactory,
    SchoolDayFactory,
    SchoolFactory,
    SeriesFactory,
    SpecialDayFactory,
    SupportSessionFactory,
    TeamFactory,
    TeamSchoolFactory,
    YoungPersonFactory,
    member_of,
)
from tests.factories.casework import (
    ConcernFactory,
    ConcernStepFactory,
    ConsentLinkFactory,
    GoalFactory,
    LetterFactory,
    MeasureFactory,
    ReferralFactory,
    SessionRecordFactory,
    SupervisionFactory,
    UnmatchedConsentFactory,
)
from tests.factories.community import NeighbourReferralFactory, RecognitionFactory
from tests.factories.conversation import ConversationFactory
from tests.factories.counselling import ServiceFactory, ShiftFactory, SpecialHoursFactory, VisitFactory
from tests.factories.directory import DirectoryServiceFactory, ProposalFactory
from tests.factories.link import NamedContactFactory, PlanPointFactory, ThreadFactory, WorkshopFactory
from tests.factories.message import ContactPreferenceFactory, MessageFactory
from tests.factories.posts import PostConcernFactory, PostFactory
from tests.factories.prescribing import LinkReferralFactory
from tests.factories.replayed import replayed
from tests.factories.reporting import CommissionFactory, PublicationFactory
from tests.factories.school_link import (
    ConsultationFactory,
    ConsultationQuestionFactory,
    DeskFactory,
    DutyFactory,
)
from tests.factories.staff_support import StaffRequestFactory, TeamSupportFactory

LONG_SINCE = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Here:
    """A trust, the team it leads, two schools of that team, and what is at the first of them."""

    trust: Organisation
    team: Team
    cluster: Cluster
    school: School
    next_school: School
    room: Room
    block: RoomBlock
    term: Term
    special_day: SpecialDay
    bells: SchoolDay
    council: Council
    councils_term: Term
    councils_day: SpecialDay
    practitioner: Practitioner
    colleague: User
    role: Membership
    pupil: YoungPerson
    parent: ParentOrGuardian
    consent: ConsentDecision
    apart: KeepApart
    series: Series
    paused: Series
    session: SupportSession
    skipped: SupportSession
    supervision: Supervision
    concern: Concern
    step: ConcernStep
    referral: Referral
    waiting_referral: Referral
    measure: Measure
    goal: Goal
    way: ContactPreference
    failed: Message
    letter: Letter
    consent_link: ConsentLink
    unmatched: UnmatchedConsent
    held_referral: Referral
    written: SessionRecord
    signed: SessionRecord
    publication: Publication
    commission: Commission
    retired: Programme
    service: Service
    closed_on: SpecialHours
    shift: Shift
    visit: Visit
    left_message: Conversation
    with_lead: Consultation
    consultation: Consultation
    question: ConsultationQuestion
    duty: Duty
    contact: NamedContact
    cohort: Cohort
    workshop: Workshop
    point: PlanPoint
    thread: Thread
    entry: DirectoryEntry
    proposal: Proposal
    suggested: DirectoryEntry
    link_referral: LinkReferral
    staff_request: Request
    staff_team: TeamSupport
    public_post: Post
    post_concern: PostConcern
    neighbour: NeighbourReferral
    recognition: Recognition
    week_part: str = "hours"

    def somebody(self, role: RoleName) -> User:
        """Who holds this role here; at the whole system where that is how it is held."""
        return _member(role, self.school, self.team)


def somebody_elsewhere(role: RoleName) -> User:
    """Who holds this role at another school, team or trust."""
    team, school = TeamFactory(), SchoolFactory()
    TeamSchoolFactory(team=team, school=school)
    PractitionerFactory(team=team)
    return _member(role, school, team)


def _member(role: RoleName, school: School, team: Team) -> User:
    at: dict[HeldAt, Any] = {HeldAt.SCHOOL: school, HeldAt.TEAM: team, HeldAt.ORGANISATION: team.led_by}
    return member_of(next((at[kind] for kind in at if kind in ROLES[role].held_at), None), role)


def _written(team: Team, school: School, **record: Any) -> SessionRecord:
    """What is written about a session of last week, at which somebody was seen."""
    person = YoungPersonFactory(school=school)
    last_week = clock.today() - dt.timedelta(weeks=1)
    series = SeriesFactory(team=team, school=school, first_on=last_week, pupils=[person])
    session = SupportSessionFactory(series=series, held=True)
    AttendanceFactory(session=session, young_person=person)
    return SessionRecordFactory(session=session, young_person=person, **record)


@replayed
def a_place() -> Here:
    team = TeamFactory()
    council = CouncilFactory(code="989", name="Southshire")  # nobody elsewhere has a school of it
    school, next_school = SchoolFactory(council=council), SchoolFactory(council=council)
    councils = CalendarFactory(of_council=True, council=council)
    for served in (school, next_school):
        TeamSchoolFactory(team=team, school=served)
    calendar = CalendarFactory(school=school)
    room = RoomFactory(school=school)
    practitioner = PractitionerFactory(team=team, at=[school])
    colleague = member_of(team, RoleName.ADMINISTRATOR)
    pupil = YoungPersonFactory(school=school)
    parent = ParentOrGuardianFactory(young_person=pupil)
    series = SeriesFactory(team=team, school=school, room=room, pupils=[pupil], sessions=True)
    paused = SeriesFactory(team=team, school=school, room=room, paused=True)
    service = ServiceFactory(team=team)
    referral = ReferralFactory(team=team, school=school, young_person=pupil)
    desk = DeskFactory(team=team, councils=[council])
    consultation = ConsultationFactory(school=school, desk=desk)
    workshop = WorkshopFactory(cohort__team=team, cohort__schools=[school])
    proposal = ProposalFactory()
    return Here(
        trust=team.led_by,
        team=team,
        cluster=ClusterFactory(team=team),
        school=school,
        next_school=next_school,
        room=room,
        block=RoomBlockFactory(room=room),
        term=calendar.terms.first(),
        special_day=calendar.special_days.first() or SpecialDayFactory(calendar=calendar),
        bells=SchoolDayFactory(school=school),
        council=council,
        councils_term=councils.terms.first(),
        councils_day=councils.special_days.first(),
        practitioner=practitioner,
        colleague=colleague,
        role=colleague.memberships.get(),
        pupil=pupil,
        parent=parent,
        consent=ConsentDecisionFactory(young_person=pupil, parent=parent),
        apart=KeepApartFactory(one=pupil, other=YoungPersonFactory(school=school)),
        series=series,
        paused=paused,
        session=series.sessions.order_by("number").last(),
        skipped=SupportSessionFactory(series=paused, skipped=True),  # a run that has all its sessions takes up none
        waiting_referral=ReferralFactory(team=team, school=school, state="waiting"),
        measure=MeasureFactory(referral=referral, instrument="session-feedback"),
        goal=GoalFactory(referral=referral),
        way=ContactPreferenceFactory(young_person=pupil),
        failed=MessageFactory(failed=True, team=team),
        supervision=SupervisionFactory(practitioner=practitioner),
        concern=ConcernFactory(young_person=pupil, school=school, team=team),
        step=ConcernStepFactory(
            concern=ConcernFactory(young_person=pupil, school=school, team=team), told_at=LONG_SINCE, due_at=LONG_SINCE
        ),
        referral=referral,
        letter=LetterFactory(referral=referral, looked_at=True),
        consent_link=ConsentLinkFactory(referral=referral, parent=parent),
        unmatched=UnmatchedConsentFactory(school=school),
        held_referral=ReferralFactory(team=team, school=school, state="assessment"),
        written=_written(team, school),
        publication=PublicationFactory(team=team),
        commission=CommissionFactory(),
        retired=ProgrammeFactory(is_offered=False),
        service=service,
        closed_on=SpecialHoursFactory(service=service),
        shift=ShiftFactory(service=service),
        visit=VisitFactory(visitor__service=service),
        left_message=ConversationFactory(team=team, kind="letters"),
        with_lead=ConsultationFactory(school=school, desk=desk, with_lead=True),
        consultation=consultation,
        question=ConsultationQuestionFactory(consultation=consultation),
        duty=DutyFactory(desk=desk),
        contact=NamedContactFactory(school=school),
        cohort=workshop.cohort,
        workshop=workshop,
        point=PlanPointFactory(workshop=workshop),
        thread=ThreadFactory(school=school, team=team),
        entry=proposal.service,
        proposal=proposal,
        suggested=DirectoryServiceFactory(suggested_at=clock.now(), is_listed=False),
        link_referral=LinkReferralFactory(team=team, young_person=pupil, with_worker=True),
        staff_request=StaffRequestFactory(team=team),
        staff_team=TeamSupportFactory(team=team),
        public_post=PostFactory(published=True),
        post_concern=PostConcernFactory(),
        neighbour=NeighbourReferralFactory(
            team=team,
            young_person=pupil,
            referred_by=practitioner.user,
            partner__organisation=team.led_by,
            accepted=True,
        ),
        recognition=RecognitionFactory(young_person=pupil, champion_may_know=True),
        signed=_written(team, school, state=RecordState.SIGNED, signed_at=clock.now()),
    )

"""Requests, referrals and what is written about them."""

import datetime as dt
from typing import Any

import factory

from mhst.core import clock
from mhst.core.crypto.tokens import hash_of
from mhst.people.enums import ConsentAnswer, Relationship
from sessions_app.enums import (
    HELD_STATES,
    Asker,
    ClosedBecause,
    ConcernEntryKind,
    ConcernRole,
    LetterKind,
    LetterState,
    LetterTo,
    ReferralReason,
    ReferralSource,
    ReferralState,
    SupervisionKind,
)
from sessions_app.instruments import find
from sessions_app.models import (
    Concern,
    ConcernEntry,
    ConcernStep,
    ConsentLink,
    Course,
    Goal,
    GoalScore,
    InstalledPack,
    Letter,
    Measure,
    Referral,
    ReferralMove,
    RequestForSupport,
    Review,
    SessionRecord,
    Supervision,
    SupervisionDecision,
    UnmatchedConsent,
)
from tests.factories.access import UserFactory
from tests.factories.people import ParentOrGuardianFactory, PractitionerFactory, YoungPersonFactory
from tests.factories.places import SchoolFactory, TeamFactory
from tests.factories.recorded import RecordedFactory
from tests.factories.sessions import SeriesFactory, SupportSessionFactory


class RequestForSupportFactory(RecordedFactory):
    """Sent by school staff about one of their pupils; `draft=True`, `enquiry=True`, `from_parent=True`."""

    class Meta:
        model = RequestForSupport

    class Params:
        draft = factory.Trait(sent_at=None)
        enquiry = factory.Trait(is_enquiry=True, young_person=None, given_name="", family_name="", birth_date=None)
        from_parent = factory.Trait(
            asked_by=Asker.PARENT, owner=None, asker_name="Jo Marsh", asker_relationship="Mother",
            resume_hash=factory.Sequence(lambda n: f"{n:064d}"),
        )  # fmt: skip

    asked_by = Asker.SCHOOL
    owner = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    young_person = factory.SubFactory(YoungPersonFactory, school=factory.SelfAttribute("..school"))
    given_name = factory.LazyAttribute(lambda it: it.young_person.given_name if it.young_person else "Robin")
    family_name = factory.LazyAttribute(lambda it: it.young_person.family_name if it.young_person else "Marsh")
    birth_date = factory.LazyAttribute(lambda it: it.young_person and it.young_person.birth_date)
    worry = "Worries before every lesson in the hall, and has stopped eating at lunch."
    sent_at = factory.LazyFunction(clock.now)


class ReferralFactory(RecordedFactory):
    """A referral in triage. `state=` another: those that need a practitioner get one; `closed=True`."""

    class Meta:
        model = Referral

    class Params:
        closed = factory.Trait(
            state=ReferralState.CLOSED,
            closed_because=ClosedBecause.COMPLETED,
            closed_on=factory.LazyFunction(clock.today),
        )
        paused = factory.Trait(state=ReferralState.PAUSED, paused_from=ReferralState.IN_INTERVENTION)

    school = factory.SubFactory(SchoolFactory)
    team = factory.SubFactory(TeamFactory)
    young_person = factory.SubFactory(YoungPersonFactory, school=factory.SelfAttribute("..school"))
    state = ReferralState.TRIAGE
    received_on = factory.LazyFunction(clock.today)
    source = ReferralSource.EDUCATION
    reason = ReferralReason.ANXIETY
    practitioner = factory.Maybe(
        factory.LazyAttribute(lambda it: it.state in HELD_STATES),
        yes_declaration=factory.SubFactory(PractitionerFactory, team=factory.SelfAttribute("..team")),
        no_declaration=None,
    )

    @factory.post_generation
    def moves(referral: Referral, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        """The one move that every referral has: it came."""
        if extracted is not False:
            ReferralMoveFactory(referral=referral, to_state=referral.state)


class ReferralMoveFactory(RecordedFactory):
    class Meta:
        model = ReferralMove

    referral = factory.SubFactory(ReferralFactory, moves=False)
    to_state = ReferralState.TRIAGE


class LetterFactory(RecordedFactory):
    """A draft that nobody has looked at; `looked_at=True`, `issued=True`."""

    class Meta:
        model = Letter

    class Params:
        looked_at = factory.Trait(previewed_at=factory.LazyFunction(clock.now))
        issued = factory.Trait(
            state=LetterState.ISSUED,
            previewed_at=factory.LazyFunction(clock.now),
            issued_at=factory.LazyFunction(clock.now),
        )

    referral = factory.SubFactory(ReferralFactory)
    kind = LetterKind.CLOSING
    to = LetterTo.YOUNG_PERSON
    addressee = factory.LazyAttribute(lambda it: str(it.referral.young_person))
    body = "Thank you for coming."


class ConsentLinkFactory(RecordedFactory):
    """A link that a parent can answer by for two weeks; `token=` what stands in its address."""

    class Meta:
        model = ConsentLink

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    referral = factory.SubFactory(ReferralFactory, state=ReferralState.AWAITING_CONSENT)
    parent = factory.SubFactory(ParentOrGuardianFactory, young_person=factory.SelfAttribute("..referral.young_person"))
    token_hash = factory.LazyAttribute(lambda it: hash_of(it.token))
    expires_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=14))


class UnmatchedConsentFactory(RecordedFactory):
    """Jo Marsh agrees to both for Robin Marsh, whom nobody has found yet."""

    class Meta:
        model = UnmatchedConsent

    school = factory.SubFactory(SchoolFactory)
    given_name, family_name, birth_date = "Robin", "Marsh", dt.date(2013, 5, 14)
    parent_name, relationship, has_parental_responsibility = "Jo Marsh", Relationship.MOTHER, True
    contact = "07700 900123"
    answer = school_answer = ConsentAnswer.GIVEN
    wording_version = "2026-09"


class CourseFactory(RecordedFactory):
    class Meta:
        model = Course

    referral = factory.SubFactory(ReferralFactory, state=ReferralState.IN_INTERVENTION)
    series = factory.SubFactory(
        SeriesFactory, school=factory.SelfAttribute("..referral.school"), team=factory.SelfAttribute("..referral.team")
    )


class SessionRecordFactory(RecordedFactory):
    class Meta:
        model = SessionRecord

    session = factory.SubFactory(SupportSessionFactory, held=True)
    young_person = factory.SubFactory(YoungPersonFactory, school=factory.SelfAttribute("..session.series.school"))
    author = factory.SubFactory(UserFactory)


class GoalFactory(RecordedFactory):
    class Meta:
        model = Goal

    referral = factory.SubFactory(ReferralFactory, state=ReferralState.IN_INTERVENTION)
    number = factory.Sequence(lambda n: n % 9 + 1)
    words = "Go into the hall at lunch"


class GoalScoreFactory(RecordedFactory):
    class Meta:
        model = GoalScore

    goal = factory.SubFactory(GoalFactory)
    score = 3


class MeasureFactory(RecordedFactory):
    class Meta:
        model = Measure

    referral = factory.SubFactory(ReferralFactory, state=ReferralState.ASSESSMENT)
    instrument = "goals"
    rater = "self"
    occasion = "baseline"
    due_on = factory.LazyFunction(clock.today)


class ConcernFactory(RecordedFactory):
    class Meta:
        model = Concern

    school = factory.SubFactory(SchoolFactory)
    team = factory.SubFactory(TeamFactory)
    young_person = factory.SubFactory(YoungPersonFactory, school=factory.SelfAttribute("..school"))
    raised_by = factory.SubFactory(UserFactory)
    own_words = "I do not feel safe at home."
    action_taken = "Stayed with them and told the designated safeguarding lead."
    reason = "What they said about last night."


class InstalledPackFactory(RecordedFactory):
    """A pack with invented words, installed: `instrument=` and `rater=`."""

    class Meta:
        model = InstalledPack

    instrument = "yp-core"
    rater = "self"
    notice = "Copyright of nobody: invented for tests."
    licence_holder = "Nobody"
    evidence = "A letter"
    accepted_by = factory.SubFactory(UserFactory)

    @factory.lazy_attribute
    def items(self) -> dict[str, Any]:
        about = find(self.instrument)
        return {
            "introduction": "Think of the last week.",
            "questions": [f"Invented statement {number}." for number in range(1, about.item_count + 1)],
            "answers": [f"Answer {number}" for number in range(about.answers)],
        }


class ReviewFactory(RecordedFactory):
    class Meta:
        model = Review

    referral = factory.SubFactory(ReferralFactory)
    said = "Mornings are easier."
    outcome = "continue"
    why = "Two steps of the ladder are still to come."


class ConcernEntryFactory(RecordedFactory):
    class Meta:
        model = ConcernEntry

    concern = factory.SubFactory(ConcernFactory)
    kind = ConcernEntryKind.NOTE
    words = "Their mother came at four."
    written_by = factory.SubFactory(UserFactory)


class ConcernStepFactory(RecordedFactory):
    class Meta:
        model = ConcernStep

    concern = factory.SubFactory(ConcernFactory)
    order = 1
    role = ConcernRole.DESIGNATED_SAFEGUARDING_LEAD
    user = factory.SubFactory(UserFactory)
    due_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(minutes=30))


class SupervisionFactory(RecordedFactory):
    """An hour of case management today, not signed; `signed=True` by both."""

    class Meta:
        model = Supervision

    class Params:
        signed = factory.Trait(
            signed_by_supervisor_at=factory.LazyFunction(clock.now),
            signed_by_practitioner_at=factory.LazyFunction(clock.now),
        )

    practitioner = factory.SubFactory(PractitionerFactory)
    supervisor = factory.SubFactory(UserFactory)
    kind = SupervisionKind.CASE_MANAGEMENT
    minutes = 60


class SupervisionDecisionFactory(RecordedFactory):
    class Meta:
        model = SupervisionDecision

    supervision = factory.SubFactory(SupervisionFactory, signed=True)
    referral = factory.SubFactory(
        ReferralFactory,
        state=ReferralState.IN_INTERVENTION,
        practitioner=factory.SelfAttribute("..supervision.practitioner"),
        team=factory.SelfAttribute("..supervision.practitioner.team"),
    )
    decision = "Two more sessions, then review with their mother."
    owner = factory.LazyAttribute(lambda it: it.supervision.practitioner.user)
    due_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=14))

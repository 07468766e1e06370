"""Desks of specialists and what schools ask them."""

import datetime as dt
from typing import Any

import factory

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.places.enums import TeamKind
from school_link.enums import OVER, ConsultationState, ConsultationTheme, ConsultationUrgency, WhatHappened
from school_link.models import Consultation, ConsultationQuestion, Desk, DeskArea, Duty, Excerpt, FollowUp
from tests.factories.access import member_of
from tests.factories.places import SchoolFactory, TeamFactory
from tests.factories.recorded import RecordedFactory

A_DAY = 1440


class DeskFactory(RecordedFactory):
    """For the schools of these councils: `councils=[...]`."""

    class Meta:
        model = Desk

    team = factory.SubFactory(TeamFactory, kind=TeamKind.CAMHS)

    @factory.post_generation
    def councils(self, create: bool, given: Any, **more: Any) -> None:
        for council in given or ():
            DeskArea.objects.create(desk=self, council=council)


class DutyFactory(RecordedFactory):
    """Somebody answers all day today."""

    class Meta:
        model = Duty

    desk = factory.SubFactory(DeskFactory)
    specialist = factory.LazyAttribute(lambda d: member_of(d.desk.team, RoleName.CAMHS_SPECIALIST))
    on = factory.LazyFunction(clock.today)
    starts = 0
    ends = A_DAY


class ConsultationFactory(RecordedFactory):
    """Waits at the desk; `draft=True`, `with_lead=True`."""

    class Meta:
        model = Consultation

    class Params:
        draft = factory.Trait(state=ConsultationState.DRAFT, lead=None, sent_at=None, due_at=None)
        with_lead = factory.Trait(state=ConsultationState.WITH_LEAD, lead=None, sent_at=None, due_at=None)

    school = factory.SubFactory(SchoolFactory)
    desk = factory.SubFactory(DeskFactory)
    written_by = factory.LazyAttribute(lambda c: member_of(c.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))
    lead = factory.SelfAttribute("written_by")
    state = ConsultationState.WAITING
    urgency = ConsultationUrgency.ROUTINE
    theme = ConsultationTheme.ANXIETY
    year_group = 8
    concern = "Leaves every lesson in the hall since September."
    tried = "A quiet table, and a card to leave with."
    wanted = "What to try next."
    is_no_emergency = True
    sent_at = factory.LazyFunction(clock.now)
    due_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=7))
    over_at = factory.LazyAttribute(lambda c: clock.now() if c.state in OVER else None)


class ConsultationQuestionFactory(RecordedFactory):
    class Meta:
        model = ConsultationQuestion

    consultation = factory.SubFactory(ConsultationFactory)
    asked_by = factory.LazyAttribute(lambda q: member_of(q.consultation.desk.team, RoleName.CAMHS_SPECIALIST))
    words = "How is the way to school?"


class ExcerptFactory(RecordedFactory):
    """In the library."""

    class Meta:
        model = Excerpt

    consultation = factory.SubFactory(ConsultationFactory)
    theme = factory.SelfAttribute("consultation.theme")
    state = "cleared"
    words = "A planned way in, five minutes early."
    shown = factory.SelfAttribute("words")
    school_agrees = factory.SelfAttribute("consultation.lead")
    specialist_agrees = factory.LazyAttribute(lambda e: member_of(e.consultation.desk.team, RoleName.CAMHS_SPECIALIST))
    read_by = factory.SelfAttribute("specialist_agrees")
    read_at = factory.LazyFunction(clock.now)


class FollowUpFactory(RecordedFactory):
    class Meta:
        model = FollowUp

    consultation = factory.SubFactory(ConsultationFactory)
    outcome = WhatHappened.IN_SCHOOL
    told_by = factory.SelfAttribute("consultation.lead")

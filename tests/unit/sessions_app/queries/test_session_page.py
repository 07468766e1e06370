"""What one session's page tells each kind of viewer."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.models import PlannedContent, SupportSession
from sessions_app.queries.session import get_visible
from sessions_app.queries.session_page import SessionPage, session_page
from tests.factories import A_MONDAY, ProgrammeFactory, SpecialDayFactory, World, YoungPersonFactory, member_of, world
from tests.support.timetable import as_user, session_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(7), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=3)


@pytest.fixture
def session(place: World) -> SupportSession:
    programme = ProgrammeFactory(name="Worry group")
    with recording.acting(by=SYSTEM, verb="test"):
        PlannedContent.objects.filter(programme=programme, number=2).update(due="RCADS, second time")
    return session_in(place, programme=programme, led_by=[place.practitioner])


def page_for(viewer: User, session: SupportSession) -> SessionPage:
    viewer = as_user(viewer)
    return session_page(viewer, get_visible(session.pk, viewer))


def test_its_practitioner_reads_everything(place: World, session: SupportSession):
    page = page_for(place.practitioner.user, session)

    assert (page.entry.title, page.entry.topic, page.entry.due) == (
        "Worry group",
        "How worry works",
        "RCADS, second time",
    )
    assert len(page.entry.who.people) == 3
    assert [(holder.name, holder.practitioner) for holder in page.holders] == [
        (place.practitioner.user.name, place.practitioner.pk)
    ]


def test_the_schools_lead_reads_what_it_is_but_not_what_is_due(place: World, session: SupportSession):
    page = page_for(place.lead, session)

    assert (page.entry.title, page.entry.topic, page.entry.due) == ("Worry group", "", "")
    assert len(page.entry.who.people) == 3
    assert [holder.practitioner for holder in page.holders] == [None]


def test_reception_reads_only_that_it_is_a_group(place: World, session: SupportSession):
    page = page_for(member_of(place.school, RoleName.SCHOOL_STAFF), session)

    assert page.entry.title == "Group"
    assert "Worry" not in str(page.entry)


def test_names_those_who_hold_it_to_whoever_they_work_with(place: World, session: SupportSession):
    with recording.acting(by=SYSTEM, verb="test"):
        taken = session.series.places.order_by("number").first()
        taken.young_person = YoungPersonFactory(school=YoungPersonFactory().school)
        taken.save()

    assert page_for(place.practitioner.user, session).entry.who.others == 0
    assert page_for(place.lead, session).entry.who.others == 1


@pytest.mark.parametrize(("given", "why"), [({}, "INSET day"), ({"cancelled": True}, "")])
def test_warns_when_the_school_has_shut_since(place: World, given: dict, why: str):
    SpecialDayFactory(calendar=place.school.calendar, starts_on=A_MONDAY, kind="inset")
    session = session_in(place, **given)

    assert page_for(place.practitioner.user, session).why_shut == why


def test_costs_the_same_queries_for_one_pupil_and_for_eight():
    counts = []
    for pupils in (1, 8):
        place = world(pupils=pupils)
        session = session_in(place)
        page_for(place.lead, session)
        viewer = as_user(place.lead)
        with CaptureQueriesContext(connection) as queries:
            session_page(viewer, get_visible(session.pk, viewer))
        counts.append(len(queries))

    assert counts[0] == counts[1]

"""A young person's whole way: from a question of the school or of a parent to what came of it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.enums import ConsentKind
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import School, Team
from sessions_app.documents.message import words_of
from sessions_app.enums import Channel, MessageWords, ReferralState
from sessions_app.models import ConcernStep, Message, Place, Referral, SupportSession
from sessions_app.tasks import climb_concerns
from tests.factories.access import MembershipFactory, member_of
from tests.factories.calendar import CalendarFactory, SchoolDayFactory, TermFactory
from tests.factories.casework import ReferralFactory
from tests.factories.message import ContactPreferenceFactory
from tests.factories.people import (
    ConsentDecisionFactory,
    PractitionerFactory,
    YoungPersonFactory,
)
from tests.factories.places import RoomFactory, SchoolFactory, TeamFactory, TeamSchoolFactory
from tests.factories.sessions import ProgrammeFactory, SeriesFactory, SupportSessionFactory
from tests.journeys import people
from tests.journeys.letters import write_and_look_at_all
from tests.journeys.server import Server
from tests.journeys.watching import PHONE, Watch
from tests.support.safeguarding import WORDS

pytestmark = pytest.mark.journey
BORN = dt.date(clock.today().year - 13, 5, 14)


@dataclass
class Town:
    """A team of their own with one school, so that nobody of the demo's world is in the way."""

    server: Server
    team: Team
    school: School
    manager: User
    lead: User
    practitioner: Practitioner
    colleague: Practitioner

    def pupil(self, given: str, **more: Any) -> YoungPerson:
        return YoungPersonFactory(
            school=self.school, given_name=given, family_name="Marsh", preferred_name="", birth_date=BORN, **more
        )

    def opens(self) -> None:
        """The school is open for half a year, whatever day it is, and lends a room."""
        today = clock.today()
        calendar = CalendarFactory(school=self.school, terms=False)
        TermFactory(calendar=calendar, starts_on=today - dt.timedelta(days=60), ends_on=today + dt.timedelta(days=180))
        SchoolDayFactory(school=self.school)
        RoomFactory(school=self.school)

    def is_signed_in(self, user: User, context: BrowserContext) -> None:
        with self.server.connected():
            key = people.session_of(User.objects.get(pk=user.pk))
        context.add_cookies([people.cookie(key, self.server.base_url)])

    def referral(self) -> Referral:
        with self.server.connected():
            return Referral.objects.select_related("young_person", "practitioner").filter(team=self.team).get()


@pytest.fixture
def town(server: Server) -> Town:
    with server.connected():
        team, school = TeamFactory(), SchoolFactory()
        TeamSchoolFactory(team=team, school=school)
        practitioner, colleague = PractitionerFactory.create_batch(2, team=team, at=[school])
        manager, lead = member_of(team, RoleName.TEAM_MANAGER), member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
        return Town(server, team, school, manager, lead, practitioner, colleague)


@pytest.fixture
def phone_of_parent(new_context: Callable[..., BrowserContext], watch: Watch) -> Page:
    context = new_context()
    watch.attach(context)
    page = context.new_page()
    page.set_viewport_size(PHONE)
    return page


def fill_date(group: Locator, day: dt.date) -> None:
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(number))


def decide(page: Page, referral: Referral, outcome: str) -> None:
    page.goto(f"/referrals/{referral.pk}/decide/{outcome}/")
    page.get_by_role("group", name="Who was there?").get_by_role("checkbox").first.check()
    page.get_by_label("Why this?").fill("Fits what we do, and they want it.")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page).not_to_have_url(re.compile("/decide/"))


def look_at_the_letters_and_close(page: Page, referral: Referral) -> None:
    page.goto(f"/referrals/{referral.pk}/close/")
    page.get_by_role("button", name="Prepare the letters").click()
    write_and_look_at_all(page)
    if page.get_by_label("What the letter to the school says was agreed").count():
        page.get_by_label("What the letter to the school says was agreed").check()
    page.get_by_label("Support completed").check()
    page.get_by_label("In your own words").fill("They reached what they wanted.")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("Closed. The letters are issued.")).to_be_visible()


def write_up(page: Page, town: Town, session: Any, referral: Referral) -> None:
    """Who came, and a signed note. They had their place before the day of the session."""
    with town.server.connected(), recording.acting(by=SYSTEM, verb="journey.days_pass"):
        for place in Place.objects.filter(series=session.series_id, young_person=referral.young_person_id):
            place.taken_at = clock.now() - dt.timedelta(days=3)
            place.save()
    page.goto(f"/sessions/{session.pk}/record/")
    page.get_by_role("radio", name=re.compile("^Came on time")).first.check()
    page.get_by_label("Minutes").first.fill("45")
    page.get_by_role("button", name=re.compile("^Save")).click()
    note, link = page.locator("#id_note"), page.get_by_role("link", name="Write the note")
    expect(note.or_(link)).to_be_visible()
    if link.is_visible():  # of a group, each has a page of their own
        link.click()
    note.fill("We looked at what worry does, and chose one step.")
    page.get_by_label("Being safe").fill("Asked; nothing to worry about today.")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Signed")


def test_a_schools_request_becomes_a_group_and_has_an_outcome(page: Page, town: Town) -> None:
    with town.server.connected():
        pupil = town.pupil("Robin", consented=True)
        group = SeriesFactory(
            team=town.team, school=town.school, programme=ProgrammeFactory(youngest=5, oldest=18),
            first_on=clock.today() - dt.timedelta(days=1), year_groups=[pupil.year_group_on(clock.today())],
            start_minute=420, end_minute=480,
        )  # fmt: skip
        held, _ = (
            SupportSessionFactory(
                series=group, number=number, led_by=[town.practitioner],
                date=group.first_on + dt.timedelta(weeks=number - 1),
            )
            for number in (1, 2)
        )  # fmt: skip
    town.is_signed_in(town.lead, page.context)
    page.goto("/requests/new/")
    page.get_by_label("Ask for support for a pupil").check()
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Robin Marsh").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("What is going on?").fill("Worries before every lesson in the hall.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Yes").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Is anything else already happening?").fill("nothing")
    page.get_by_role("group", name="Does a parent or guardian").get_by_label("Yes").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Your role").fill("Head of Year 8")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Sent. The team has it now.")).to_be_visible()

    referral = town.referral()
    town.is_signed_in(town.manager, page.context)
    page.goto("/triage/")
    expect(page.get_by_role("main")).to_contain_text("Robin Marsh")
    decide(page, referral, "group")
    page.goto(f"/referrals/{referral.pk}/")
    page.get_by_role("link", name="Join a group").click()
    expect(page.get_by_text("they are given to whoever leads it, in the same act")).to_be_visible()
    page.get_by_role("group", name="Which group?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_text("Robin Marsh has a place.")).to_be_visible()
    assert town.referral().practitioner == town.practitioner

    town.is_signed_in(town.practitioner.user, page.context)
    write_up(page, town, held, town.referral())
    look_at_the_letters_and_close(page, referral)

    town.is_signed_in(town.lead, page.context)
    page.goto(f"/school/requests/{referral.request_id}/")
    letter = page.get_by_role("link", name="Letter of").get_attribute("href")
    assert page.request.get(letter).body().startswith(b"%PDF")
    expect(page.get_by_role("main")).not_to_contain_text("what worry does")


def test_a_parents_request_goes_through_consent_and_sessions_to_a_closing_letter(
    page: Page, phone_of_parent: Page, town: Town
) -> None:
    phone = phone_of_parent
    phone.goto("/ask/")
    phone.get_by_label("A parent or guardian", exact=True).check()
    phone.get_by_label("Which school?").select_option(label=town.school.name)
    phone.get_by_role("button", name="Start").click()
    phone.get_by_role("button", name="Continue").or_(phone.get_by_role("link", name="Continue")).click()
    phone.get_by_label("Your child's first name").fill("Kit")
    phone.get_by_label("Your child's family name").fill("Marsh")
    fill_date(phone.get_by_role("group", name="birth date"), BORN)
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_label("What is going on?").fill("Cannot sleep before school days.")
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_label("Yes").check()
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_label("Is anything else already happening?").fill("nothing")
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_label("Your name").fill("Jo Marsh")
    phone.get_by_label("Who are you to the young person?").select_option("Mother")
    phone.get_by_label("Your phone number").fill("07700 900123")
    phone.get_by_role("button", name="Save and continue").click()
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")

    referral = town.referral()
    town.is_signed_in(town.manager, page.context)
    page.goto(f"/referrals/{referral.pk}/match/")
    page.get_by_label("Somebody new").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The next step is blocked")).to_be_visible()
    add_the_parent(page, town.referral())
    page.goto(f"/referrals/{referral.pk}/consent/")
    page.get_by_role("button", name="Make a link Jo Marsh").click()
    phone.goto(page.get_by_label("Copy this address:").input_value())
    fill_date(phone.get_by_role("group", name="birth date"), BORN)
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_role("group", name="May we meet Kit?").get_by_label("Yes, I agree").check()
    phone.get_by_role("group", name="May we tell the school").get_by_label("No, I do not agree").check()
    phone.get_by_role("button", name="Send my answers").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have your answers.")

    decide(page, referral, "one_to_one")
    page.goto(f"/referrals/{referral.pk}/allocate/")
    page.get_by_role("group", name="Who will work with them?").get_by_role("radio").first.check()
    page.get_by_role("button", name="Confirm who works with them").click()
    expect(page).not_to_have_url(re.compile("/allocate/"))
    session = book_one_to_one(page, town)

    now = town.referral()
    with town.server.connected():
        user = Practitioner.objects.get(pk=now.practitioner_id).user
    town.is_signed_in(user, page.context)
    write_up(page, town, session, now)
    with town.server.connected():
        parent = now.young_person.parents_and_guardians.get()
        ConsentDecisionFactory(young_person=now.young_person, kind=ConsentKind.CONTACT, parent=parent)
        ContactPreferenceFactory(
            young_person=now.young_person, parent=parent, channel=Channel.EMAIL, address="jo@example.org", letters=True
        )
    look_at_the_letters_and_close(page, now)
    phone.goto(letter_link(town))
    expect(phone.get_by_role("heading", level=1)).to_have_text("We have written to you")
    fill_date(phone.get_by_role("group", name="birth date"), BORN)
    phone.get_by_role("button", name="Open the letter").click()
    expect(phone.get_by_role("main")).to_contain_text("Kit")
    page.goto(f"/referrals/{now.pk}/letters/")
    page.get_by_role("link", name="Closing letter to parent or guardian").click()
    expect(page.get_by_text("Opened on")).to_be_visible()


def add_the_parent(page: Page, referral: Referral) -> None:
    page.goto(f"/people/pupils/{referral.young_person_id}/parents/add/")
    page.get_by_label("Name", exact=True).fill("Jo Marsh")
    page.get_by_label("Relationship to the young person").select_option("Mother")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save").click()
    page.goto(f"/people/young-people/{referral.young_person_id}/")
    page.get_by_role("link", name=re.compile("may be contacted", re.IGNORECASE)).click()
    page.get_by_label("They may be contacted").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Jo Marsh")


def book_one_to_one(page: Page, town: Town) -> Any:
    """All sessions of their course, booked at once; then days pass, and the first was yesterday."""
    with town.server.connected():
        town.opens()
        programme = ProgrammeFactory(one_to_one=True, skills=[], youngest=5, oldest=18)
    page.goto(f"/referrals/{town.referral().pk}/book/")
    page.get_by_label(programme.name, exact=True).check()
    page.get_by_role("button", name="Find times").click()
    page.locator("input[name=offer]").first.check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Book these sessions").click()
    expect(page.get_by_text(f"{programme.name} is booked.")).to_be_visible()
    with town.server.connected(), recording.acting(by=SYSTEM, verb="journey.days_pass"):
        session = SupportSession.objects.filter(series__team=town.team).order_by("date").first()
        session.date = clock.today() - dt.timedelta(days=1)
        session.save()
        return session


def letter_link(town: Town) -> str:
    """As it stands in the message to the parent, on this server."""
    with town.server.connected():
        message = Message.objects.get(team=town.team, words=MessageWords.TO_OPEN)
        said = words_of(message).body
    return "/letter/" + said.split("/letter/")[1].split()[0]


def test_a_practitioner_leaves_and_each_young_person_knows_who_comes_next(page: Page, town: Town) -> None:
    with town.server.connected():
        held = [
            ReferralFactory(
                team=town.team, school=town.school, young_person=town.pupil(name, consented=True),
                state=ReferralState.IN_INTERVENTION, practitioner=town.practitioner,
            )
            for name in ("Robin", "Kit")
        ]  # fmt: skip
        with recording.acting(by=SYSTEM, verb="journey.leave"):
            town.practitioner.is_working = False
            town.practitioner.save()
    town.is_signed_in(town.manager, page.context)
    page.goto("/home/")
    page.get_by_role("link", name="See who, and hand them over").click()
    page.get_by_role("link", name="Hand over the caseload of").click()
    for referral in held:
        part = page.get_by_role("region", name=str(referral.young_person))
        part.get_by_label("Who takes over?").select_option(label=str(town.colleague))
        part.get_by_label("What should they know?").fill(f"{referral.young_person.given_name} likes to draw.")
        part.get_by_label("The young person has been told who comes next").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("All sessions to come stay at their times")).to_be_visible()
    page.get_by_role("button", name="Hand over").click()
    expect(page.get_by_text("Handed over: 2 young people.")).to_be_visible()

    town.is_signed_in(town.colleague.user, page.context)
    page.goto("/caseload/")
    for referral in held:
        expect(page.get_by_role("main")).to_contain_text(str(referral.young_person))
    for referral in held:
        page.goto(f"/referrals/{referral.pk}/")
        expect(page.get_by_role("main")).to_contain_text(f"{referral.young_person.given_name} likes to draw.")
    page.goto("/notices/")
    expect(page.get_by_role("main")).to_contain_text("is handed over to you")


def test_a_concern_nobody_answers_climbs_and_is_acknowledged_late(page: Page, town: Town, watch: Watch) -> None:
    role = RoleName.DESIGNATED_SAFEGUARDING_LEAD
    with town.server.connected():
        pupil = town.pupil("Robin")
        lead = member_of(town.school, role)
        since = lead.memberships.get().starts_on
        deputy = MembershipFactory(role=role, school=town.school, starts_on=since + dt.timedelta(days=1)).user
    town.is_signed_in(town.practitioner.user, page.context)
    page.goto(f"/concerns/new/?about={pupil.pk}")
    page.get_by_role("group", name="Is anybody in danger right now?").get_by_label("No").check()
    page.get_by_label("What did they say, or what did you see?").fill(WORDS["own_words"])
    page.get_by_label("What have you done so far?").fill(WORDS["action_taken"])
    page.get_by_label("Why are you worried?").fill(WORDS["reason"])
    page.get_by_role("button", name="Send the concern").click()
    expect(page.get_by_text("Your concern is written down.")).to_be_visible()

    half_an_hour_passes(town)
    town.is_signed_in(deputy, page.context)
    page.goto("/home/")
    page.get_by_role("link", name=re.compile("^Answer a safeguarding concern")).click()
    expect(page.get_by_role("main")).to_contain_text("Overdue")
    expect(page.get_by_role("main")).to_contain_text("the next was told at")
    page.get_by_role("button", name="I know of this and am acting on it").click()

    town.is_signed_in(lead, page.context)
    page.goto("/home/")
    page.get_by_role("link", name="Answer a safeguarding concern: it is overdue").click()
    page.get_by_role("button", name="I know of this and am acting on it").click()
    expect(page.get_by_role("main")).to_contain_text("(late)")


def half_an_hour_passes(town: Town) -> None:
    """And nobody answers: the worker's sweep looks."""
    with town.server.connected():
        with recording.acting(by=SYSTEM, verb="journey.wait"):
            for step in ConcernStep.objects.filter(concern__team=town.team):
                step.told_at -= dt.timedelta(minutes=31)
                step.due_at -= dt.timedelta(minutes=31)
                step.save()
        climb_concerns()

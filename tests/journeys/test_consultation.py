"""A school and a specialist in two browsers: asked without a name, taken, talked about with the line cut in the middle,
written down by both, signed, and on paper."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from mhst.access.enums import RoleName
from mhst.access.models import Grant, User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from school_link.enums import AdviceKind
from sessions_app.tasks import send_what_is_due
from tests.factories import CouncilFactory, SchoolFactory, TeamSchoolFactory, member_of
from tests.factories.people import YoungPersonFactory
from tests.journeys import people
from tests.journeys.server import Server
from tests.journeys.watching import PHONE
from tests.support.consultation import Link, a_link
from tests.support.hiding import is_in


@pytest.fixture
def link(server: Server) -> Link:
    with server.connected():
        found = a_link(SchoolFactory(council=CouncilFactory(code="981", name="Westshire")))
        YoungPersonFactory(school=found.school, given_name="Torquil")
        TeamSchoolFactory(school=found.school)
        return found


@pytest.fixture
def sign_in(server: Server, new_context: Callable[..., BrowserContext], watch: Any) -> Callable[[User], Page]:
    def signed_in(user: User) -> Page:
        context = new_context()
        watch.attach(context)
        with server.connected():
            key = people.session_of(User.objects.get(pk=user.pk))
        context.add_cookies([people.cookie(key, server.base_url)])
        return context.new_page()

    return signed_in


#: Said and written in the journey: nowhere but sealed.
SECRET = (
    "every lesson in the hall", "A planned way in", "makes the worry grow", "teach them maths", "making time",
    "Torquil and the mother",
)  # fmt: skip


def say(page: Page, words: str) -> None:
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send", exact=True).click()


def part(page: Page, kind: AdviceKind) -> Any:
    return page.get_by_role("region", name=kind.label, exact=True)


def put(page: Page, kind: AdviceKind, words: str) -> None:
    part(page, kind).get_by_role("button", name="Write").click()
    part(page, kind).get_by_role("textbox").fill(words)
    part(page, kind).get_by_role("button", name="Save").click()
    expect(part(page, kind).get_by_text(words)).to_be_visible()


def it_is_left_as_it_was(page: Page, other: Page, kind: AdviceKind, name: str) -> None:
    """Begun, typed into and left: nothing is saved, and the other side need not wait."""
    part(page, kind).get_by_role("button", name="Write").click()
    part(page, kind).get_by_role("textbox").fill("Not these words.")
    expect(part(other, kind).get_by_text(f"{name} writes this part now.")).to_be_visible()
    part(page, kind).get_by_role("button", name="Leave it").click()
    for each in (page, other):
        expect(part(each, kind).get_by_text("Nothing written yet.")).to_be_visible()
        expect(part(each, kind).get_by_role("button", name="Write")).to_be_visible()
    expect(part(page, kind).get_by_role("textbox")).to_have_count(0)


def test_from_asking_without_a_name_to_signed_advice_on_paper(
    server: Server, link: Link, sign_in: Any, axe: Any, no_sideways_scroll: Any, picture: Any, watch: Any
) -> None:
    canaries = watch.hide(*SECRET)
    school, spec = sign_in(link.sam), sign_in(link.spec)
    school.goto("/consultations/")
    school.get_by_role("button", name="Ask for a consultation").click()
    school.get_by_role("button", name="Start writing").click()
    expect(school.get_by_role("heading", name="Nobody is on the rota now")).to_be_visible()
    axe(school)
    school.get_by_label("Urgent: today").check()
    school.get_by_label("What is it mostly about?").select_option(label="Worry, fears or panic")
    school.get_by_label("What are you concerned about?").fill("Torquil leaves every lesson in the hall.")
    expect(school.get_by_text("Saved at")).to_be_visible()
    school.get_by_label("What do you want from the specialists?").fill("What to try next.")
    school.get_by_label("Nobody is in danger now").check()
    school.get_by_role("button", name="Look it over").click()
    expect(school.get_by_text("The name of somebody at your school: Torquil")).to_be_visible()
    axe(school)
    picture(school, "consultation-warning")
    school.get_by_role("link", name="Change what I wrote").click()
    school.get_by_label("What are you concerned about?").fill("Leaves every lesson in the hall.")
    school.get_by_role("button", name="Look it over").click()
    school.get_by_role("button", name="Send").click()
    expect(school.get_by_text("Sent. The specialists have it now.")).to_be_visible()

    spec.goto("/consultations/desk/")
    axe(spec)
    picture(spec, "consultation-desk")
    spec.get_by_role("button", name="Take it").click()
    spec.get_by_role("button", name="I'll be with you in 5 minutes").click()
    for page in (school, spec):
        page.reload()
        page.get_by_role("button", name="Enter the room").click()
    expect(school.get_by_text("will be with you at")).to_be_visible()
    expect(spec.get_by_text(f"{link.sam.name} (school) is here.")).to_be_visible()
    say(school, "Thank you for making time.")
    expect(spec.get_by_text("Thank you for making time.")).to_be_visible()

    part(spec, AdviceKind.TRY).get_by_role("button", name="Write").click()
    part(spec, AdviceKind.TRY).get_by_role("textbox").fill("A planned way in.")
    expect(part(school, AdviceKind.TRY).get_by_text(f"{link.spec.name} writes this part now.")).to_be_visible()
    axe(school)
    picture(school, "consultation-room")
    watch.expect(409)
    spec.context.set_offline(True)
    part(spec, AdviceKind.TRY).get_by_role("button", name="Save").click()
    expect(part(spec, AdviceKind.TRY).get_by_text("Not saved yet: there is no connection.")).to_be_visible()
    say(spec, "Are you still there?")
    say(school, "The line seems to be cut.")
    put(school, AdviceKind.UNDERSTAND, "Waiting makes the worry grow.")
    spec.context.set_offline(False)
    for page in (school, spec):
        for words in ("Are you still there?", "The line seems to be cut.", "A planned way in.", "makes the worry grow"):
            expect(page.get_by_text(words).first).to_be_visible(timeout=20_000)

    it_is_left_as_it_was(spec, school, AdviceKind.RISK, link.spec.name)
    put(spec, AdviceKind.RISK, "Nothing said or seen of self-harm.")
    put(school, AdviceKind.NEXT, "Go on in school.")
    put(spec, AdviceKind.WHO, "The tutor greets, from Monday.")
    school.set_viewport_size(PHONE)
    no_sideways_scroll(school)
    axe(school)
    picture(school, "consultation-room-phone")
    for page in (school, spec):
        page.get_by_role("button", name="Read it all and sign").click()
        page.get_by_label("I have read the advice").check()
        axe(page)
        page.get_by_role("button", name="Sign", exact=True).click()
        expect(page.get_by_text("Signed. Any change opens it again")).to_be_visible()
    expect(spec.get_by_text("Agreed on").first).to_be_visible()
    picture(spec, "consultation-agreed")
    paper = spec.request.get(spec.get_by_role("link", name="Advice (PDF)").get_attribute("href"))
    assert "A planned way in." in PdfReader(BytesIO(paper.body())).pages[0].extract_text()
    kim = a_guest_comes_until_a_time(server, link, school, sign_in, watch)
    it_becomes_named_and_is_followed_up(school, axe)
    letters = really_sent(server)
    assert {letter.to[0] for letter in letters} >= {link.sam.email, link.spec.email, link.toni.email, kim.email}
    told = "".join(str(letter.message()) for letter in letters)
    for words in SECRET:  # in the database, its log, what the server wrote and the letters that went out
        assert not is_in(words, server.kept()), words
        assert not is_in(words, [told]), words
    assert canaries.places() == set()


def really_sent(server: Server) -> list[Any]:
    """What waits in the outbox goes through the worker's own hands into the mailbox of this test."""
    with server.connected():
        send_what_is_due()
    return list(mail.outbox)


def a_guest_comes_until_a_time(server: Server, link: Link, school: Page, sign_in: Any, watch: Any) -> User:
    """Kim of the school is in the room, and out of it when the time has come."""
    with server.connected():
        kim = member_of(link.school, RoleName.SCHOOL_STAFF, first_name="Kim")
    consultation = school.url.split("advice/")[0].split("room/")[0]
    school.goto(f"{consultation}room/invite/")
    school.get_by_label("Whom do you invite?").select_option(label=kim.name)
    school.get_by_label("For how long?").select_option(label="30 minutes")
    school.get_by_role("main").get_by_role("button").click()
    expect(school.get_by_text("Invited. Everybody in the room sees them arrive.")).to_be_visible()
    guest = sign_in(kim)
    guest.goto(f"{consultation}room/")
    say(guest, "I teach them maths.")
    expect(school.get_by_text("I teach them maths.")).to_be_visible()
    with server.connected(), recording.acting(by=SYSTEM, verb="test"):
        for grant in Grant.objects.filter(user=kim):
            grant.ends_at = clock.now()
            grant.save()
    watch.expect(403, 404)
    say(school, "Between us again.")
    expect(school.get_by_text("Between us again.")).to_be_visible()
    guest.goto(f"{consultation}room/")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Page not found")
    school.goto(consultation)
    return kim


def it_becomes_named_and_is_followed_up(school: Page, axe: Any) -> None:
    """With an agreement it is said who it is, which begins a request with what was written; and what happened since."""
    consultation = school.url
    school.get_by_role("link", name="Say who it is, and ask for support").click()
    school.get_by_label("The pupil's name").fill("Torquil")
    school.get_by_role("button", name="Find").click()
    axe(school)
    school.get_by_label("Torquil").check()
    school.get_by_label("agrees", exact=False).check()
    school.get_by_label("Who agreed, when and how?").fill("Torquil and the mother, yesterday, in school.")
    school.get_by_role("button", name="Say who it is, and go on to the request").click()
    for words in ("Leaves every lesson in the hall.", "A planned way in."):
        expect(school.get_by_role("main").get_by_text(words).first).to_be_visible()
    school.goto(consultation)
    expect(school.get_by_role("link", name="Torquil")).to_be_visible()
    school.get_by_role("link", name="Say what happened").click()
    school.get_by_label("The mental health support team helps").check()
    axe(school)
    school.get_by_role("main").get_by_role("button").click()
    expect(school.get_by_text("Thank you. The specialists see what came of it.")).to_be_visible()

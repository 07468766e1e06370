"""A parent or guardian opens the link on a phone: a birth date, two questions, and what happens next."""

import datetime as dt
import re

import pytest
from django.test import Client

from cms import readability
from mhst.people.enums import ConsentAnswer, ConsentKind
from mhst.settings.environment import environment
from sessions_app.enums import ReferralState
from sessions_app.models import ConsentLink
from sessions_app.queries.letter import told
from tests.factories import World, YoungPersonFactory
from tests.factories.casework import ConsentLinkFactory, ReferralFactory
from tests.factories.people import ParentOrGuardianFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
AT = "/consent/abc/"
RIGHT = {"birth_date_0": "14", "birth_date_1": "5", "birth_date_2": "2013"}
WRONG = {**RIGHT, "birth_date_0": "15"}
BOTH = {"to_be_seen": "given", "share_with_school": "refused"}
NAMES = ("Robin", "Rob", "Marsh", "Jo Marsh")


@pytest.fixture
def link(there: World) -> ConsentLink:
    person = YoungPersonFactory(
        school=there.school, given_name="Robin", preferred_name="Rob", family_name="Marsh",
        birth_date=dt.date(2013, 5, 14),
    )  # fmt: skip
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=ReferralState.AWAITING_CONSENT
    )
    parent = ParentOrGuardianFactory(young_person=person, name="Jo Marsh")
    return ConsentLinkFactory(referral=referral, parent=parent, token="abc")


def words(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def names_in(response) -> list[str]:
    return [name for name in NAMES if name in words(response)]


def confirmed(phone: Client) -> Client:
    assert phone.post(AT, RIGHT).headers["Location"] == f"{AT}answer/"
    return phone


def test_nobody_is_named_before_the_birth_date_is_right(client: Client, link: ConsentLink) -> None:
    first, wrong = client.get(AT), client.post(AT, WRONG)
    assert (first.status_code, wrong.status_code) == (200, 422)
    assert names_in(first) + names_in(wrong) == []
    assert "You can try 4 more times." in words(wrong)
    assert 'value="15"' in words(wrong)
    assert client.get(f"{AT}answer/").headers["Location"] == AT


def test_each_kind_is_asked_by_itself_and_none_is_answered_beforehand(client: Client, link: ConsentLink) -> None:
    page = words(confirmed(client).get(f"{AT}answer/"))
    assert "May we meet Rob?" in page
    assert "May we tell the school how to help Rob?" in page
    assert (page.count("Yes, I agree"), page.count("No, I do not agree"), "checked" in page) == (2, 2, False)


def test_the_answers_are_kept_and_said_back(client: Client, link: ConsentLink) -> None:
    thanks = confirmed(client).post(f"{AT}answer/", BOTH, follow=True)
    assert thanks.redirect_chain == [(f"{AT}done/", 302)]
    page = words(thanks)
    assert "Thank you. We have your answers." in page
    assert page.index("Yes, I agree") < page.index("No, I do not agree")
    assert set(link.parent.consent_decisions.values_list("kind", "answer")) == {
        (ConsentKind.TO_BE_SEEN, ConsentAnswer.GIVEN), (ConsentKind.SHARE_WITH_SCHOOL, ConsentAnswer.REFUSED),
    }  # fmt: skip


def test_what_is_left_out_is_asked_for_and_the_rest_is_kept(client: Client, link: ConsentLink) -> None:
    page = confirmed(client).post(f"{AT}answer/", {"to_be_seen": "refused"})
    assert page.status_code == 422
    assert "Choose yes or no. You can answer each question differently." in words(page)
    assert 'value="refused" checked' in words(page)
    assert link.parent.consent_decisions.count() == 0


def test_after_a_no_it_says_that_nobody_meets_them(client: Client, link: ConsentLink) -> None:
    thanks = confirmed(client).post(f"{AT}answer/", {**BOTH, "to_be_seen": "refused"}, follow=True)
    assert "Nobody from our team meets Rob" in words(thanks)


def test_on_another_phone_the_used_link_tells_nothing(client: Client, link: ConsentLink) -> None:
    confirmed(client).post(f"{AT}answer/", BOTH)
    other = Client()
    later = [other.get(AT), other.get(f"{AT}answer/"), other.post(f"{AT}answer/", BOTH), other.get(f"{AT}not-me/")]
    assert [page.status_code for page in later] == [410] * 4
    assert {"This link has been used" in words(page) for page in later} == {True}
    assert [names_in(page) for page in later] == [[]] * 4
    assert other.get(f"{AT}done/").headers["Location"] == AT


def test_whoever_is_slower_of_two_that_have_it_open_is_told_so(client: Client, link: ConsentLink) -> None:
    slower = confirmed(Client())
    confirmed(client).post(f"{AT}answer/", BOTH)
    assert slower.post(f"{AT}answer/", BOTH).status_code == 410
    assert link.parent.consent_decisions.count() == 2


def test_the_check_of_one_link_opens_no_other(client: Client, link: ConsentLink) -> None:
    ConsentLinkFactory(token="other")
    confirmed(client)
    client.cookies["consent-link"]["path"] = "/"
    assert client.get("/consent/other/answer/").headers["Location"] == "/consent/other/"


def test_the_check_holds_for_half_an_hour(client: Client, link: ConsentLink, time_machine) -> None:
    confirmed(client)
    time_machine.move_to("2026-09-14 08:31+01:00", tick=False)
    assert client.get(f"{AT}answer/").headers["Location"] == AT


def test_after_five_wrong_birth_dates_it_is_closed(client: Client, link: ConsentLink) -> None:
    for _ in range(5):
        page = client.post(AT, WRONG)
    assert (page.status_code, client.post(AT, RIGHT).status_code) == (410, 410)
    assert "This link is closed" in words(page)


def test_somebody_else_decides(client: Client, link: ConsentLink) -> None:
    assert "Does somebody else decide?" in words(client.get(f"{AT}not-me/"))
    assert "Thank you for telling us" in words(client.post(f"{AT}not-me/"))
    assert "This link was sent back to us" in words(client.get(AT))
    assert link.parent.consent_decisions.count() == 0


def test_an_old_and_an_unknown_link_say_what_to_do(client: Client, link: ConsentLink, time_machine) -> None:
    unknown = client.get("/consent/nothing/")
    time_machine.move_to(link.expires_at + dt.timedelta(minutes=1), tick=False)
    old = client.get(AT)
    assert [(page.status_code, "ring us on" in words(page).lower()) for page in (old, unknown)] == [
        (410, True),
        (404, True),
    ]


def test_it_says_the_number_that_our_letters_say(client: Client, link: ConsentLink) -> None:
    number = told(link.referral, "closing", "parent").phone
    assert number == link.referral.team.phone != environment.service_phone
    assert f"ring us: {number}" in words(client.get(AT))
    for _ in range(5):
        closed = client.post(AT, WRONG)
    assert f"Ring us on {number}" in words(closed)


def test_no_page_is_kept_or_tells_others_its_address(client: Client, link: ConsentLink) -> None:
    for page in (client.get(AT), confirmed(client).get(f"{AT}answer/"), client.get("/consent/nothing/")):
        assert "no-store" in page.headers["Cache-Control"]
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert "<title>A question for you" in words(page)


def test_its_forms_are_protected_as_all_are(link: ConsentLink) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(AT, RIGHT).status_code == 403


def test_the_cookie_is_of_this_address_only(client: Client, link: ConsentLink) -> None:
    cookie = confirmed(client).cookies["consent-link"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (AT, True, "Lax", 1800)


@pytest.mark.parametrize("part", ["", "answer/", "not-me/"])
def test_the_words_are_plain(client: Client, link: ConsentLink, part: str) -> None:
    if part == "answer/":
        confirmed(client)
    main = words(client.get(f"{AT}{part}")).partition("<main")[2].partition("</main>")[0]
    reading = readability.of_html(re.sub(r"</(label|legend|button|summary|div|span)>", "</p>", main))
    assert reading.grade < 6, reading

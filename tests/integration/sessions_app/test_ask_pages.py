"""A parent, a guardian or a young person asks without an account, and goes on later with a code."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from cms import readability
from mhst.core.actors import SYSTEM
from sessions_app.actions import request as actions
from sessions_app.enums import Asker, ReferralState
from sessions_app.models import Referral, RequestForSupport
from sessions_app.queries import request as queries
from sessions_app.views import in_public
from tests.factories import SchoolFactory, World

pytestmark = pytest.mark.django_db
YOU = {
    "given_name": "Robin", "family_name": "Marsh", "preferred_name": "Rob", "birth_date_0": "14", "birth_date_1": "5",
    "birth_date_2": "2013",
}  # fmt: skip
PHONE = {"safe_contact": "Find me at lunch.", "asker_phone": "", "asker_email": ""}
PARENT = {
    "asker_name": "Jo Marsh", "asker_relationship": "mother", "asker_phone": "07700 900123", "asker_email": "",
    "safe_contact": "After 4.",
}  # fmt: skip
ALL = {
    "young_person": {
        "you": YOU, "worry": {"own_words": "I can't go in the hall.", "hopes": ""},
        "already": {"already": "", "parent_knows": "no"}, "contact": PHONE,
    },
    "parent": {
        "child": YOU, "worry": {"worry": "Will not leave her room.", "tried": "", "hopes": ""},
        "own-words": {"young_person_knows": "yes", "own_words": ""}, "already": {"already": "Nothing"},
        "contact": PARENT,
    },
    "question": {"question": {"worry": "What helps with sleep?", "tried": ""}, "contact": PARENT},
}  # fmt: skip


@pytest.fixture(autouse=True)
def monday_morning(time_machine):
    cache.clear()
    time_machine.move_to("2026-09-14 08:00+01:00", tick=False)


def begin(phone: Client, there: World, who: str = "young_person") -> str:
    """Starts, and returns the code that was shown."""
    answer = phone.post("/ask/", {"who": who, "school": str(there.school.pk)}, follow=True)
    found = re.search(r'app-resume-code">([0-9A-Z-]+)<', answer.content.decode())
    assert found
    return found[1]


def fill(phone: Client, who: str) -> None:
    for slug, data in ALL[who].items():
        assert phone.post(f"/ask/{slug}/", data).status_code == 302


@pytest.mark.parametrize(
    ("who", "state", "source"),
    [
        ("young_person", ReferralState.RECEIVED, "B1"),
        ("parent", ReferralState.RECEIVED, "B2"),
        ("question", ReferralState.ENQUIRY, "B2"),
    ],
)
def test_from_the_first_page_to_the_team(client: Client, there: World, who: str, state: str, source: str) -> None:
    begin(client, there, who)
    fill(client, who)

    answer = client.post("/ask/check/", follow=True)

    assert "Thank you. We have it." in answer.content.decode()
    referral = Referral.objects.get()
    assert (referral.state, referral.source, referral.team, referral.young_person) == (state, source, there.team, None)


def test_what_a_young_person_says_has_its_own_place(client: Client, there: World) -> None:
    begin(client, there)
    fill(client, "young_person")

    kept = RequestForSupport.objects.get()
    assert (kept.own_words, kept.worry, kept.given_name) == ("I can't go in the hall.", None, "Robin")


def test_somebody_goes_on_later_on_another_phone(client: Client, there: World) -> None:
    code = begin(client, there)
    client.post("/ask/you/", YOU)

    other = Client()
    assert other.get("/ask/worry/").url == "/ask/go-on/"
    answer = other.post("/ask/go-on/", {"code": f" {code.lower()} "})
    assert answer.url == "/ask/worry/"
    assert 'value="Robin"' in other.get("/ask/you/").content.decode()


def test_the_link_goes_on_too(client: Client, there: World) -> None:
    code = begin(client, there)
    assert Client().get(f"/ask/go-on/{code}/").url == "/ask/you/"


def test_letters_taken_for_digits_are_understood(client: Client, there: World) -> None:
    code = begin(client, there)
    misread = code.replace("0", "o").replace("1", "l").replace("-", " ")
    assert Client().post("/ask/go-on/", {"code": misread}).url == "/ask/you/"


def test_the_code_is_shown_once_and_only_its_hash_is_kept(client: Client, there: World) -> None:
    code = begin(client, there)
    client.post("/ask/you/", YOU)

    assert client.get("/ask/code/").url == "/ask/worry/"
    kept = RequestForSupport.objects.get()
    assert kept.resume_hash == queries.hash_of(code)
    assert code.replace("-", "") not in str(vars(kept))


def test_an_unknown_code_is_said_kindly_and_kept(client: Client) -> None:
    answer = client.post("/ask/go-on/", {"code": "K7QF-0000"})
    assert answer.status_code == 422
    assert "We could not find that code" in answer.content.decode()
    assert 'value="K7QF-0000"' in answer.content.decode()


def test_what_was_sent_opens_no_more(client: Client, there: World) -> None:
    code = begin(client, there)
    fill(client, "young_person")
    client.post("/ask/check/")

    again = Client()
    assert again.post("/ask/go-on/", {"code": code}).url == "/ask/sent/"
    for slug in ("you", "worry", "check"):
        again.cookies["asking"] = code
        assert again.get(f"/ask/{slug}/").url == "/ask/sent/"
    again.cookies["asking"] = code
    assert again.post("/ask/worry/", {"own_words": "Other"}).url == "/ask/sent/"
    assert RequestForSupport.objects.get().own_words == "I can't go in the hall."


def test_leaving_shows_nothing_more_on_this_phone(client: Client, there: World) -> None:
    begin(client, there)
    client.post("/ask/you/", YOU)

    page = client.get("/ask/you/").content.decode()
    assert "realtime/exit.mjs" in page
    assert client.post("/exit/").status_code == 204
    assert client.get("/ask/you/").url == "/ask/go-on/"


def test_an_under_11_is_sent_to_a_grown_up(client: Client, there: World) -> None:
    begin(client, there)
    answer = client.post("/ask/you/", {**YOU, "birth_date_2": "2016"})
    assert answer.status_code == 422
    assert "Ask a grown-up you trust" in answer.content.decode()


def test_eleven_is_old_enough_on_the_birthday(client: Client, there: World) -> None:
    begin(client, there)
    today = {**YOU, "birth_date_0": "14", "birth_date_1": "9", "birth_date_2": "2015"}
    tomorrow = {**today, "birth_date_0": "15"}
    assert [client.post("/ask/you/", day).status_code for day in (tomorrow, today)] == [422, 302]


@pytest.mark.parametrize("open_page", [Client.get, Client.post])
def test_another_tab_says_that_it_was_sent(client: Client, there: World, open_page) -> None:
    begin(client, there)
    fill(client, "young_person")
    client.post("/ask/check/", follow=True)
    for page in ("/ask/check/", "/ask/worry/"):
        answer = open_page(client, page, follow=True)
        assert (answer.redirect_chain, "Thank you. We have it." in answer.content.decode()) == (
            [("/ask/sent/", 302)],
            True,
        )
        assert "I can&#x27;t go in the hall" not in answer.content.decode()
    assert RequestForSupport.objects.count() == 1
    client.post("/exit/")
    later = client.get("/ask/check/", follow=True)
    assert later.redirect_chain == [("/ask/go-on/", 302)]
    assert "Did you send it? Then we have it" in later.content.decode()


def test_a_parent_leaves_a_way_to_be_answered(client: Client, there: World) -> None:
    begin(client, there, "parent")
    answer = client.post("/ask/contact/", {**PARENT, "asker_phone": ""})
    assert answer.status_code == 422
    assert "Give a phone number or an email address" in answer.content.decode()


def test_what_cannot_be_rung_is_no_way_to_be_answered(client: Client, there: World) -> None:
    begin(client, there, "parent")
    answer = client.post("/ask/contact/", {**PARENT, "asker_phone": "not a phone"})
    assert answer.status_code == 422
    assert "Enter a phone number like 07700 900 982" in answer.content.decode()
    assert RequestForSupport.objects.get().asker_phone == ""


def test_a_school_that_no_team_works_with_is_not_in_the_list(client: Client, there: World) -> None:
    stranger = SchoolFactory(name="Nowhere Academy")
    page = client.get("/ask/").content.decode()
    assert there.school.name in page
    assert "Nowhere Academy" not in page
    assert client.post("/ask/", {"who": "parent", "school": str(stranger.pk)}).status_code == 422


def test_a_flood_for_one_school_is_stopped_and_other_schools_are_not(client: Client, there: World, monkeypatch) -> None:
    monkeypatch.setattr(in_public, "BEGUN_AN_HOUR", 3)
    for _ in range(3):
        begin(Client(), there)

    answer = client.post("/ask/", {"who": "parent", "school": str(there.school.pk)})
    assert answer.status_code == 422
    assert "More requests than we can take" in answer.content.decode()
    assert RequestForSupport.objects.count() == 3
    assert client.post("/ask/", {"who": "parent", "school": str(there.schools[1].pk)}).status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")  # one person does not use up what is the school's
    assert elsewhere.post("/ask/", {"who": "parent", "school": str(there.school.pk)}).status_code == 302


def test_a_whole_year_group_behind_one_address_is_no_flood(there: World) -> None:
    for number in range(60):
        assert Client(REMOTE_ADDR="192.0.2.1").post(
            "/ask/", {"who": "young_person", "school": str(there.school.pk)}
        ).status_code == 302, number  # fmt: skip


def test_what_could_not_be_sent_in_a_flood_is_kept(client: Client, there: World, monkeypatch) -> None:
    monkeypatch.setattr(in_public, "SENT_AN_HOUR", 0)
    begin(client, there)
    fill(client, "young_person")

    answer = client.post("/ask/check/")

    assert answer.status_code == 422
    assert "What you wrote is kept" in answer.content.decode()
    assert RequestForSupport.objects.get().sent_at is None


def test_what_nobody_went_on_with_is_forgotten_after_a_month(client: Client, there: World, time_machine) -> None:
    code = begin(client, there)
    draft, _ = actions.start_in_public(school=there.school, asked_by=Asker.PARENT, is_enquiry=False, by=SYSTEM)
    time_machine.move_to("2026-10-10T08:00Z", tick=False)
    actions.save_page(draft=draft, slug="worry", answers={"worry": "Worse."}, by=SYSTEM)
    time_machine.move_to("2026-10-15T08:00Z", tick=False)

    assert actions.drop_forgotten(by=SYSTEM) == 1
    assert RequestForSupport.objects.get() == draft
    assert "could not find that code" in client.post("/ask/go-on/", {"code": code}).content.decode()


PAGES = ["", "code/", "you/", "worry/", "already/", "contact/", "check/", "go-on/", "sent/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_where_help_is_now_and_names_nobody_in_its_title(
    client: Client, there: World, path: str
) -> None:
    begin(client, there)
    client.post("/ask/you/", YOU) if path not in {"code/", "you/"} else None
    answer = client.get(f"/ask/{path}")
    page = answer.content.decode()

    assert "This is not for emergencies" in page
    assert "tel:999" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert "<title>Ask for support - " in page


@pytest.mark.parametrize("path", PAGES)
def test_an_eleven_year_old_can_read_it(client: Client, there: World, path: str) -> None:
    begin(client, there)
    main = re.search(r"<main.*?</main>", client.get(f"/ask/{path}").content.decode(), re.DOTALL)
    assert main
    without_schools = re.sub(r"<select.*?</select>", "", main[0], flags=re.DOTALL)
    reading = readability.of_html(re.sub(r"</(label|legend|button|dt|dd|div|span)>", "</p>", without_schools))
    assert reading.grade < 6, reading

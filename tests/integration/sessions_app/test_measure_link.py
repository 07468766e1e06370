"""The questionnaire on somebody's own phone: a browser without an account, and without JavaScript."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from mhst.audit.models import AuditEvent
from sessions_app.actions import measure as actions
from sessions_app.actions import pack as packs
from sessions_app.models import InstalledPack, Measure, Referral
from tests.factories import World
from tests.factories.casework import GoalFactory, InstalledPackFactory, MeasureFactory
from tests.support.measures import somebody

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel("2026-10-05 08:00+01:00", tick=False) as moving:
        yield moving


@pytest.fixture
def referral(there: World) -> Referral:
    return somebody(there)


def address_of(referral: Referral, instrument: str = "session-feedback", rater: str = "self") -> str:
    measure = MeasureFactory(referral=referral, instrument=instrument, rater=rater)
    return f"/measures/{actions.make_link(measure=measure, by=referral.practitioner.user)}/"


@pytest.fixture
def ten(referral: Referral) -> str:
    """Ten questions in two pages."""
    InstalledPackFactory(instrument="yp-core")
    return address_of(referral, "yp-core")


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_it_can_be_left_at_once(client: Client, referral: Referral) -> None:
    for address in (address_of(referral), "/measures/nothing-like-a-link/"):
        page = client.get(address).content.decode()
        left = re.search(r'<form class="app-leave" action="([^"]+)">.*?Leave this page now', page)
        assert left[1] == "/"


def test_it_names_nobody_and_says_who_reads_it(client: Client, referral: Referral, there: World) -> None:
    page = client.get(address_of(referral))

    assert page.status_code == 200
    text = page.content.decode()
    person = referral.young_person
    names = [person.given_name, person.family_name, there.practitioner.user.name, there.school.name, there.team.name]
    assert [name for name in names if name in text] == []
    assert "<title>Some questions, page 1 of 1" in text
    assert "They read what you answer" in text
    assert "These questions are our own." in text


def test_it_is_kept_by_nobody_and_leads_nowhere(client: Client, referral: Referral) -> None:
    address = address_of(referral)
    pages = [client.get(address), client.get("/measures/no-such-link-that-ever-was-made-by-us/")]

    assert [page.headers["Referrer-Policy"] for page in pages] == ["same-origin", "no-referrer"]
    assert ["no-store" in page.headers["Cache-Control"] for page in pages] == [True] * 2


def test_the_ways_to_get_help_stand_on_every_page(client: Client, referral: Referral) -> None:
    address = address_of(referral)
    open_, gone = client.get(address), client.get("/measures/no-such-link-that-ever-was-made-by-us/")

    assert ["/help-now/" in page.content.decode() for page in (open_, gone)] == [True, True]


def test_each_page_is_kept_when_one_goes_on(client: Client, ten: str) -> None:
    answer = client.post(ten, {"q1": "3", "q2": "0"})
    assert answer["Location"] == f"{ten}?page=2"
    assert Measure.objects.get().given_answers == {1: 3, 2: 0}

    answer = Client().post(f"{ten}?page=2", {"q6": "4"})  # another browser: nothing is kept on the phone
    assert answer["Location"] == f"{ten}?page=check"
    assert Measure.objects.get().given_answers == {1: 3, 2: 0, 6: 4}
    assert re.search(r'name="q1" type="radio" value="3" checked', client.get(ten).content.decode())


def test_before_it_is_sent_it_says_what_has_no_answer(client: Client, ten: str) -> None:
    client.post(ten, {f"q{number}": "1" for number in range(1, 6)})
    client.post(f"{ten}?page=2", {"q6": "1", "q7": "1"})

    page = client.get(f"{ten}?page=check")

    assert "You have answered 7 questions." in words(page)
    assert f'<a href="{ten}?page=2">Page 2: 3 without an answer</a>' in page.content.decode()
    assert "Page 1:" not in page.content.decode()


def test_it_is_sent_once_and_then_says_thank_you(client: Client, ten: str) -> None:
    client.post(ten, {f"q{number}": "1" for number in range(1, 6)})
    client.post(f"{ten}?page=2", {f"q{number}": "1" for number in range(6, 11)})

    assert client.post(ten, {"do": "send"})["Location"] == ten
    thanks = client.get(ten)
    assert (thanks.status_code, "Thank you" in words(thanks)) == (200, True)
    assert "Invented statement" not in words(thanks)
    client.post(ten, {"q1": "4"})
    assert Measure.objects.get().given_scores == {"total": 16}  # three of ten are turned round


def test_a_second_window_gets_back_what_it_chose_and_is_told_what_to_do(client: Client, ten: str) -> None:
    client.post(ten, {"q1": "1"})
    client.post(ten, {"do": "send"})

    late = client.post(ten, {"q1": "4", "q2": "0", "q3": ""})

    assert late.status_code == 409
    text = words(late)
    assert "They were sent from the other one first, and what was sent there counts." in text
    assert re.findall(r"Invented statement (\d)\. (Answer \d)", text) == [("1", "Answer 4"), ("2", "Answer 0")]
    assert "tell the person who works with you" in text
    assert Measure.objects.get().given_answers == {1: 1}
    assert "It cannot be taken back from here." in words(client.post(ten, {"do": "decline"}))
    assert client.post(ten, {"do": "send"}).status_code == 200  # the same press again: it has arrived


def test_a_link_that_ran_out_meanwhile_gives_back_what_was_chosen(client: Client, ten: str, monday_morning) -> None:
    monday_morning.shift(dt.timedelta(days=8))

    text = words(client.post(ten, {"q1": "4"}))

    assert "Ask the person who gave it to you for a new one." in text
    assert "What you chose here, which was not added" in text
    assert "Question 7 2" in words(client.post("/measures/replaced-by-a-newer-link/", {"q7": "2", "qx": "3"}))


def test_nothing_to_send_is_said_and_the_link_stays_open(client: Client, ten: str) -> None:
    page = client.post(ten, {"do": "send"})

    assert page.status_code == 422
    assert "Answer at least one question, or say that you would rather not fill this in." in words(page)
    assert client.get(ten).status_code == 200


def test_they_may_rather_not(client: Client, ten: str) -> None:
    client.post(ten, {"q1": "3"})
    client.post(ten, {"do": "decline"})

    page = client.get(ten)
    assert (page.status_code, "chose not to fill this in" in words(page)) == (410, True)
    assert Measure.objects.get().answers is None


@pytest.mark.parametrize("how", ["run out", "never there", "replaced", "pack withdrawn"])
def test_a_link_that_is_over_has_a_kind_page(
    client: Client, there: World, referral: Referral, ten: str, monday_morning, how: str
) -> None:
    measure = Measure.objects.get()
    address = ten
    if how == "run out":
        monday_morning.shift(dt.timedelta(days=8))
    elif how == "never there":
        address = "/measures/no-such-link-that-ever-was-made-by-us/"
    elif how == "replaced":
        actions.make_link(measure=measure, by=referral.practitioner.user)
    else:
        packs.withdraw(pack=InstalledPack.objects.get(), by=there.manager)

    page = client.get(address)

    assert page.status_code == (410 if how == "run out" else 404)
    assert "Ask the person who gave it to you for a new one." in words(page)
    assert client.post(address, {"q1": "1"}).status_code == page.status_code


@pytest.mark.parametrize("asked", ["0", "99", "-1", "x", "²"])
def test_a_page_that_there_is_not_is_one_that_there_is(client: Client, ten: str, asked: str) -> None:
    assert client.get(ten, {"page": asked}).status_code == 200


def test_an_answer_that_nobody_offered_is_refused_at_its_question(client: Client, ten: str) -> None:
    page = client.post(ten, {"q1": "9"})

    assert page.status_code == 422
    assert Measure.objects.get().answers is None


def test_goals_are_asked_in_their_own_words(client: Client, referral: Referral) -> None:
    GoalFactory(referral=referral, number=1, words="Eat my lunch in the hall")

    page = client.get(address_of(referral, "goals"))

    assert "Eat my lunch in the hall" in words(page)
    assert "After the Goal Based Outcomes tool by Duncan Law" in words(page)


def test_lines_take_a_number_with_a_millimetre(client: Client, referral: Referral) -> None:
    InstalledPackFactory(instrument="cors")
    address = address_of(referral, "cors")

    assert client.post(address, {"q1": "10.1"}).status_code == 422
    assert client.post(address, {f"q{number}": "7.3" for number in range(1, 5)}).status_code == 302
    client.post(address, {"do": "send"})
    assert Measure.objects.get().given_scores == {"total": 29.2}


def test_the_audit_knows_that_a_link_answered_and_not_what(client: Client, ten: str) -> None:
    client.post(ten, {"q1": "3"})

    event = AuditEvent.objects.get(verb="measure.save_answers")
    assert (event.actor_id, event.table) == ("machine:questionnaire link", "sessions_app_measure")
    assert '"1": 3' not in str([event.fields, event.detail])

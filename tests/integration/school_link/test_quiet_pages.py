"""What both sides read of a consultation that ends by itself, before and after."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.access.models import User
from mhst.core import clock
from mhst.core.actors import SYSTEM
from school_link.actions import quiet
from school_link.models import Consultation, Signature
from school_link.queries import quiet as queries
from school_link.queries.waiting import todo
from tests.integration.school_link.test_kept import text
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def link() -> Link:
    return a_link()


@pytest.fixture
def years(time_machine: Any) -> Any:
    """The day on which it was asked; ends on a day that is known."""
    time_machine.move_to("2026-02-02 10:00+00:00", tick=False)
    return time_machine


def told(years: Any, one: Consultation) -> Consultation:
    years.move_to(clock.now() + WEEK + queries.QUIET + WEEK, tick=False)
    quiet.remind(consultation=one, by=SYSTEM)
    return Consultation.objects.get(pk=one.pk)


def ended(years: Any, one: Consultation) -> Consultation:
    told(years, one)
    years.move_to(clock.now() + queries.UNTIL_THE_END + WEEK, tick=False)
    quiet.lapse(consultation=one, by=SYSTEM)
    return Consultation.objects.get(pk=one.pk)


def read(client: Client, one: Consultation, by: User) -> str:
    client.force_login(by)
    return text(client.get(f"/consultations/{one.pk}/"))


def test_both_read_when_it_ends_and_what_keeps_it(client: Client, link: Link, years: Any) -> None:
    agreed, taken, waits = told(years, link.agreed()), link.taken(), link.asked()
    ends, page = "It ends by itself on 3 August 2026 unless somebody does", read(client, agreed, link.sam)
    assert (
        f"{ends}: say what happened, or write in the room. Whoever speaks for either side was told on 11 May 2026."
        in page
    )
    assert f"{ends}: the school says what happened, or somebody writes in the room." in read(client, agreed, link.spec)
    for one in (taken, waits):
        assert "ends by itself" not in read(client, one, link.sam)
    lines = {user: [line.sentence for line in todo(user)] for user in (link.sam, link.spec)}
    assert "Say what happened after 1 consultation" in lines[link.sam]
    assert "Go on with 1 consultation if you still need to: nobody has, and it ends by itself" in lines[link.spec]


def test_what_was_not_agreed_or_not_answered_is_told_of_in_its_own_words(
    client: Client, link: Link, years: Any
) -> None:
    taken, waits = link.taken(), link.asked()
    told(years, taken)
    quiet.remind(consultation=waits, by=SYSTEM)
    assert "write in the room, or in the advice" in read(client, taken, link.sam)
    assert "Specialists have not answered this for a long time. It ends by itself on" in read(client, waits, link.sam)
    assert "withdraw it and ask anew if you still need an answer" in read(client, waits, link.sam)
    assert "take it, or ask the school first" in read(client, waits, link.toni)
    assert [line.sentence for line in todo(link.sam) if "ends by itself" in line.sentence] == [
        "Go on with 1 consultation if you still need to: nobody has, and it ends by itself",
        "Ask anew if you still need to: specialists have not answered 1 consultation, and it ends by itself",
    ]


def test_its_page_says_plainly_why_it_ended_and_the_school_can_still_tell(
    client: Client, link: Link, years: Any
) -> None:
    one = ended(years, link.agreed())
    page = read(client, one, link.sam)
    assert "Ended because nobody said what came of it. Nobody had gone on with it for a long time" in page
    assert "whoever speaks for either side was told on 11 May 2026, and it ended by itself on 10 August 2026." in page
    assert "You can still say what happened." in page
    assert "Ended by itself" in read(client, one, link.spec)
    assert "The school can still say what happened." in read(client, one, link.spec)
    assert "Ended by itself: nobody said" in text(client.get("/consultations/desk/over/"))
    client.force_login(link.dee)
    way = f"/consultations/{one.pk}/what-happened/"
    assert client.post(way, {"outcome": "not_yet", "words": ""}).status_code == 422
    assert client.post(way, {"outcome": "in_school", "words": ""}).status_code == 302
    page = read(client, one, link.dee)
    assert "Finished" in page
    assert "it ended by itself on 10 August 2026. What happened" not in page
    assert "Went on in school." in page
    assert "You can still say" not in page


def test_the_page_of_one_that_was_never_agreed_or_never_answered(client: Client, link: Link, years: Any) -> None:
    written = link.written()
    link.signs(written, link.spec)
    page = read(client, ended(years, written), link.sam)
    assert "Ended because nobody said what came of it and the advice was never agreed." in page
    assert "It ended before both sides had signed: it does not count as advice given." in page
    assert ("Waits for the school" in page, "what-happened" in page) == (False, False)
    assert Signature.objects.count() == 1
    waits = ended(years, link.asked())
    page = read(client, waits, link.sam)
    assert "Ended because nobody answered it." in page
    assert "If you still want advice, ask anew" in page
    assert '<a href="/consultations/new/">ask anew</a>' in client.get(f"/consultations/{waits.pk}/").content.decode()
    assert ("Say who it is" in page, "Withdraw this" in page) == (False, False)
    client.force_login(link.spec)
    assert "Ended by itself: nobody answered" in text(client.get("/consultations/desk/over/"))


def test_of_what_was_told_early_it_says_that_nobody_said_again(client: Client, link: Link, years: Any) -> None:
    one = link.agreed()
    client.force_login(link.sam)
    client.post(f"/consultations/{one.pk}/what-happened/", {"outcome": "support_team", "words": ""})
    assert "Ended because nobody said again what came of it." in read(client, ended(years, one), link.sam)

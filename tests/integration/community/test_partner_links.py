"""What a partner meets behind its private links: the minimum, for one thing, for some days; then nothing."""

import datetime as dt

import pytest
from django.test import Client

from mhst.audit.models import AuditEvent
from mhst.community.enums import LinkPurpose, NeighbourState
from mhst.community.models import PartnerLink
from mhst.core import clock
from tests.factories import World
from tests.factories.community import NeighbourReferralFactory, PartnerLinkFactory

pytestmark = pytest.mark.django_db
ANSWER, ATTENDANCE = "/for-partners/secret/", "/for-partners/secret/how-it-goes/"


@pytest.fixture(autouse=True)
def a_monday(monday_morning: None) -> None:
    """The clock stands still."""


def test_a_link_shows_what_was_agreed_and_who_asks_and_nothing_else(client: Client) -> None:
    link = PartnerLinkFactory(token="secret")
    about = link.referral
    page = client.get(ANSWER).content.decode()

    assert [words in page for words in (about.why, about.contact, about.team.name)] == [True] * 3
    person = about.young_person
    hidden = (person.family_name, str(person.birth_date.year), person.school.name, about.referred_by.name)
    assert [words in page for words in hidden] == [False] * 4
    link.refresh_from_db()
    assert link.opened_at is not None
    seen = AuditEvent.objects.filter(verb="partner_link.open", kind="viewed").values_list("actor_label", "person_id")
    assert list(seen) == [("partner link", str(person.pk))]


def test_a_late_partner_is_not_asked_for_a_day_that_is_over(client: Client) -> None:
    PartnerLinkFactory(token="secret", referral__answer_by=clock.today() - dt.timedelta(days=1))
    page = client.get(ANSWER).content.decode()

    assert ("it still helps" in page, "Please answer by" in page) == (True, False)


def test_whoever_referred_reads_that_the_link_has_run_out(there: World, client: Client) -> None:
    month, yesterday = clock.now() - dt.timedelta(days=30), clock.now() - dt.timedelta(days=1)
    late = {"referral__answer_by": yesterday.date(), "referral__referred_by": there.practitioner.user}
    link = PartnerLinkFactory(token="secret", created_at=month, expires_at=yesterday, **late)
    assert "This link has run out" in client.get(ANSWER).content.decode()
    client.force_login(there.practitioner.user)
    page = f"/neighbours/{link.referral_id}/"
    assert "opens nothing any more" in client.get(page).content.decode()
    client.post(f"{page}send-again/")
    assert "opens nothing any more" not in client.get(page).content.decode()


def test_it_is_answered_once_and_a_no_needs_its_reason(client: Client) -> None:
    link = PartnerLinkFactory(token="secret")
    again = client.post(ANSWER, {"answer": "decline", "words": "Ask the youth club."})
    assert (again.status_code, "Ask the youth club." in again.content.decode()) == (422, True)
    assert "Answer the question: Can you help?" in client.post(ANSWER, {"answer": "perhaps"}).content.decode()

    thanks = client.post(ANSWER, {"answer": "decline", "reason": "full", "words": "Ask the youth club."})
    assert (thanks.status_code, link.referral.why in thanks.content.decode()) == (200, False)
    gone = client.get(ANSWER)
    assert (gone.status_code, "This link has been used" in gone.content.decode()) == (410, True)
    link.referral.refresh_from_db()
    assert (link.referral.state, link.referral.answer_words) == (NeighbourState.DECLINED, "Ask the youth club.")


def test_a_yes_leads_to_a_second_link_for_attendance(client: Client) -> None:
    link = PartnerLinkFactory(token="secret")
    assert client.post(ANSWER, {"answer": "accept"}).status_code == 200

    assert PartnerLink.objects.get(purpose=LinkPurpose.ATTENDANCE).referral == link.referral
    assert client.post(ANSWER, {"answer": "decline", "reason": "full"}).status_code == 410


def test_attendance_is_one_press_and_ends_with_the_help(client: Client) -> None:
    link = PartnerLinkFactory(
        token="secret", purpose=LinkPurpose.ATTENDANCE, referral=NeighbourReferralFactory(accepted=True)
    )
    assert client.get(ANSWER).status_code == 404  # good for one thing
    assert client.get(ATTENDANCE).status_code == 200
    assert client.post(ATTENDANCE, {"state": "accepted"}).status_code == 200  # nothing that can be pressed
    for state in ("came", "ended"):
        client.post(ATTENDANCE, {"state": state})
        link.referral.refresh_from_db()
        assert link.referral.state == state
    assert client.get(ATTENDANCE).status_code == 410


def test_a_link_that_is_unknown_stopped_or_old_says_nothing_of_what_was_asked(client: Client, time_machine) -> None:
    assert client.get(ANSWER).status_code == 404
    link = PartnerLinkFactory(token="secret")
    time_machine.move_to(link.expires_at, tick=False)
    ran_out = client.get(ANSWER)
    answered = client.post(ANSWER, {"answer": "accept"})

    assert (ran_out.status_code, answered.status_code) == (410, 410)
    assert link.referral.why not in ran_out.content.decode()
    link.referral.refresh_from_db()
    assert link.referral.state == NeighbourState.SENT

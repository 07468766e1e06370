"""Consent on a referral: what is missing, whom to ask, and the way back from recording an answer."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.people.enums import ConsentKind
from mhst.people.models import ConsentDecision, YoungPerson
from sessions_app.enums import ReferralState
from sessions_app.models import ConsentLink, Referral
from tests.factories import ConsentDecisionFactory, ParentOrGuardianFactory, World, YoungPersonFactory
from tests.factories.casework import ConsentLinkFactory, ReferralFactory, RequestForSupportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def person(there: World) -> YoungPerson:
    return YoungPersonFactory(school=there.school, given_name="Robin", family_name="Marsh")


@pytest.fixture
def referral(there: World, person: YoungPerson) -> Referral:
    ParentOrGuardianFactory(young_person=person, name="Jo Marsh")
    return ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=ReferralState.AWAITING_CONSENT
    )


def words(client: Client, address: str) -> str:
    return said(client.get(address))


def said(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def at(referral: Referral, rest: str = "") -> str:
    return f"/referrals/{referral.pk}/consent/{rest}"


NOT_YET = "No consent yet: ask a parent or guardian, or the young person if they can decide for themselves."


def test_the_first_page_says_why_the_next_step_is_blocked(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.manager)
    page = words(client, f"/referrals/{referral.pk}/")
    assert "The next step is blocked" in page
    assert NOT_YET in page
    assert at(referral) in page


def test_with_consent_it_says_until_when_and_blocks_nothing(client: Client, there: World, referral: Referral) -> None:
    ConsentDecisionFactory(young_person=referral.young_person, expires_on=dt.date(2026, 12, 4))
    client.force_login(there.manager)
    page = words(client, f"/referrals/{referral.pk}/")
    assert "until 4 December 2026" in page
    assert "blocked" not in page


def test_a_link_is_shown_once(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.administrator)
    parent = referral.young_person.parents_and_guardians.get()
    page = client.post(at(referral, f"ask/{parent.pk}/"))
    address = said(page).partition('value="http')[2].partition('"')[0]
    assert "/consent/" in address
    assert "no-store" in page.headers["Cache-Control"]
    assert "nothing was sent. Copy it, or read it out." in said(page)
    later = words(client, at(referral))
    assert "/consent/" + address.rstrip("/").rpartition("/")[2] not in later
    assert "waiting for an answer until 28 September 2026, 08:00" in later
    assert Client().get("http" + address).status_code in {200, 400}


def test_a_link_is_stopped(client: Client, there: World, referral: Referral) -> None:
    link = ConsentLinkFactory(referral=referral, parent=referral.young_person.parents_and_guardians.get())
    client.force_login(there.administrator)
    assert client.post(at(referral, f"stop/{link.pk}/")).headers["Location"] == at(referral)
    assert "stopped." in words(client, at(referral))


def test_a_link_of_another_referral_is_not_found_here(client: Client, there: World, referral: Referral) -> None:
    other = ConsentLinkFactory()
    client.force_login(there.manager)
    assert client.post(at(referral, f"stop/{other.pk}/")).status_code == 404
    assert ConsentLink.objects.get(pk=other.pk).revoked_at is None


def test_from_16_only_they_decide_and_the_page_says_so(client: Client, there: World) -> None:
    person = YoungPersonFactory(school=there.school, year_group=12)
    parent = ParentOrGuardianFactory(young_person=person)
    referral = ReferralFactory(team=there.team, school=there.school, young_person=person)
    client.force_login(there.practitioner.user)
    page = words(client, at(referral))
    assert "16 or over. Only they decide, and no parent or guardian is asked." in page
    assert ("Make a link" in page, "decide by themselves" in page) == (False, False)
    assert client.post(at(referral, f"ask/{parent.pk}/")).status_code == 403


def test_two_who_disagree_are_both_named_with_what_to_do(client: Client, there: World, referral: Referral) -> None:
    mother = referral.young_person.parents_and_guardians.get()
    father = ParentOrGuardianFactory(young_person=referral.young_person, father=True, name="Ray Marsh")
    ConsentDecisionFactory(young_person=referral.young_person, parent=mother)
    ConsentDecisionFactory(young_person=referral.young_person, parent=father, refused=True)
    client.force_login(there.manager)
    page = words(client, at(referral))
    assert "People disagree about consent." in page
    assert "<li>Jo Marsh: given, 14 September 2026</li>" in page
    assert "<li>Ray Marsh: refused, 14 September 2026</li>" in page
    assert "See nobody until it is settled." in page


def test_an_answer_is_recorded_from_here_and_leads_back_here(client: Client, there: World, referral: Referral) -> None:
    parent = referral.young_person.parents_and_guardians.get()
    client.force_login(there.manager)
    form = f"/people/pupils/{referral.young_person_id}/consent/to_be_seen/?back={at(referral)}"
    assert form.replace("/referrals", "%2Freferrals").split("?")[0] in words(client, at(referral))
    today = {"decided_on_0": "14", "decided_on_1": "9", "decided_on_2": "2026"}
    sent = client.post(form, {"giver": str(parent.pk), "answer": "given", "method": "phone", **today})
    assert sent.headers["Location"] == at(referral)


def test_an_answer_is_taken_back_from_here_and_leads_back_here(client: Client, there: World, referral) -> None:
    decision = ConsentDecisionFactory(young_person=referral.young_person)
    client.force_login(there.manager)
    sent = client.post(
        f"/people/consent/{decision.pk}/take-back/?back={at(referral)}", {"because": "changed_mind", "reason": "Rang."}
    )
    assert sent.headers["Location"] == at(referral)


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "/\\example.com", "x"])
def test_nobody_is_led_to_another_site(client: Client, there: World, referral: Referral, elsewhere: str) -> None:
    decision = ConsentDecisionFactory(young_person=referral.young_person)
    client.force_login(there.manager)
    sent = client.post(
        f"/people/consent/{decision.pk}/take-back/?back={elsewhere}", {"because": "changed_mind", "reason": "Rang."}
    )
    assert sent.headers["Location"] == f"/people/pupils/{referral.young_person_id}/"


def test_one_button_lets_it_go_on_where_consent_is_there_already(client: Client, there: World, referral) -> None:
    ConsentDecisionFactory(young_person=referral.young_person)
    client.force_login(there.manager)
    assert "Let the referral go on" in words(client, at(referral))
    client.post(at(referral, "go-on/"))
    referral.refresh_from_db()
    assert (referral.state, "Let the referral go on" in words(client, at(referral))) == (ReferralState.TRIAGE, False)


def test_whoever_keeps_the_diary_asks_and_does_not_decide(client: Client, there: World, referral: Referral) -> None:
    ConsentDecisionFactory(young_person=referral.young_person)
    client.force_login(there.administrator)
    page = words(client, at(referral))
    assert ("Make a link" in page, "Let the referral go on" in page, "by themselves" in page) == (True, False, False)
    assert client.post(at(referral, "go-on/")).status_code == 403


def test_a_request_about_nobody_yet_says_so(client: Client, there: World) -> None:
    referral = ReferralFactory(team=there.team, school=there.school, young_person=None, state=ReferralState.RECEIVED)
    client.force_login(there.manager)
    assert at(referral) not in words(client, f"/referrals/{referral.pk}/")
    page = client.get(at(referral))
    assert (page.status_code, "Say first which young person this is about." in said(page)) == (403, True)


def test_each_look_is_written_down(client: Client, there: World, referral: Referral) -> None:
    client.force_login(there.manager)
    client.get(at(referral))
    assert AuditEvent.objects.filter(verb="referral.consent", actor_id=there.manager.audit_id).count() == 1


def test_it_costs_as_many_queries_with_many_answers(
    client: Client, there: World, referral: Referral, django_assert_num_queries
) -> None:
    client.force_login(there.manager)

    def add(count: int) -> None:
        for kind in list(ConsentKind)[:count]:
            parent = ParentOrGuardianFactory(young_person=referral.young_person)
            ConsentDecisionFactory(young_person=referral.young_person, parent=parent, kind=kind)
            ConsentLinkFactory(referral=referral, parent=parent)

    add(1)
    client.get(at(referral))
    with CaptureQueriesContext(connection) as few:
        client.get(at(referral))
    add(6)
    with django_assert_num_queries(len(few)):
        client.get(at(referral))
    assert ConsentDecision.objects.filter(young_person=referral.young_person).count() == 7


def test_a_parent_who_asked_is_named_without_typing_again(client, there: World, referral: Referral) -> None:
    sent = RequestForSupportFactory(
        from_parent=True, school=there.school, young_person=referral.young_person, asker_name="Ana Marsh",
        asker_relationship="mother", asker_phone="07700 900123", asker_email="ana@example.org",
        safe_contact="After 4, leave no message.",
    )  # fmt: skip
    with recording.acting(by=SYSTEM, verb="test"):
        Referral.objects.filter(pk=referral.pk).update(request=sent)
    client.force_login(there.manager)
    assert at(referral, "parent/") in words(client, at(referral))
    page = client.get(at(referral, "parent/"))
    assert page.context["form"].initial == {
        "name": "Ana Marsh", "relationship": "mother", "phone": "07700 900123", "email": "ana@example.org",
        "safe_contact": "After 4, leave no message.",
    }  # fmt: skip
    assert "Filled in from the request that Ana Marsh sent" in said(page)

    added = client.post(at(referral, "parent/"), {**page.context["form"].initial, "has_parental_responsibility": "yes"})
    assert added.headers["location"] == at(referral)
    parent = referral.young_person.parents_and_guardians.get(name="Ana Marsh")
    assert (parent.relationship, parent.phone, parent.email, parent.may_be_contacted) == (
        "mother", "07700 900123", "ana@example.org", False,
    )  # fmt: skip
    assert client.get(at(referral, "parent/")).context["form"].initial == {}


def test_who_may_not_read_the_request_types_it_themselves(client, there: World, referral: Referral) -> None:
    sent = RequestForSupportFactory(from_parent=True, school=there.school, young_person=referral.young_person)
    with recording.acting(by=SYSTEM, verb="test"):
        Referral.objects.filter(pk=referral.pk).update(request=sent)
    client.force_login(there.administrator)
    page = client.get(at(referral, "parent/"))
    assert (page.status_code, page.context["form"].initial, sent.asker_name in said(page)) == (200, {}, False)

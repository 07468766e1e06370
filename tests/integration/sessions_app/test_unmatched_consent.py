"""An answer comes without a link, counts for nobody, and is matched by a person or set aside with a reason."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client

from cms import readability
from mhst.access.enums import RoleName
from mhst.people.enums import ConsentAnswer, ConsentKind
from mhst.people.models import ConsentDecision, YoungPerson
from sessions_app.enums import ReferralState
from sessions_app.models import Referral, UnmatchedConsent
from sessions_app.views import in_public
from tests.factories import ParentOrGuardianFactory, SchoolFactory, TeamFactory, World, YoungPersonFactory, member_of
from tests.factories.casework import ReferralFactory, UnmatchedConsentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday_morning(time_machine):
    cache.clear()
    time_machine.move_to("2026-09-14 08:00+01:00", tick=False)


@pytest.fixture
def robin(there: World) -> YoungPerson:
    return YoungPersonFactory(
        school=there.school, given_name="Robin", family_name="Marsh", birth_date=dt.date(2013, 5, 14)
    )


@pytest.fixture
def came(there: World) -> UnmatchedConsent:
    return UnmatchedConsentFactory(school=there.school)


def paper(there: World, **changes: str) -> dict[str, str]:
    return {
        "school": str(there.school.pk), "given_name": "Robin", "family_name": "Marsh", "birth_date_0": "14",
        "birth_date_1": "5", "birth_date_2": "2013", "answer": "given", "school_answer": "refused",
        "parent_name": "Jo Marsh", "relationship": "mother", "has_parental_responsibility": "yes", "phone": "",
        "email": "", **changes,
    }  # fmt: skip


def words(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def at(came: UnmatchedConsent, rest: str = "") -> str:
    return f"/consents/unmatched/{came.pk}/{rest}"


def test_an_answer_is_kept_and_recorded_for_nobody(client: Client, there: World, robin: YoungPerson) -> None:
    sent = client.post("/consent/", paper(there), follow=True)
    assert "Thank you. We have your answers." in words(sent)
    kept = UnmatchedConsent.objects.get()
    assert (kept.given_name, kept.answer, kept.school_answer, kept.contact, kept.young_person) == (
        "Robin", ConsentAnswer.GIVEN, ConsentAnswer.REFUSED, None, None,
    )  # fmt: skip
    assert robin.consent_decisions.count() == 0


def test_how_to_ask_back_is_checked_and_stays_as_it_was_typed(client: Client, there: World) -> None:
    typed = {"phone": "(01632) 960 982", "email": "jo at example"}
    again = client.post("/consent/", paper(there, **typed))
    assert again.status_code == 422
    assert [name for name, _ in again.context["form"].errors.items()] == ["email"]
    assert [f'value="{one}"' in again.content.decode() for one in typed.values()] == [True, True]
    assert list(client.post("/consent/", paper(there, phone="ring school")).context["form"].errors) == ["phone"]

    client.post("/consent/", paper(there, **typed | {"email": "jo@example.org"}))
    kept = UnmatchedConsent.objects.get()
    assert kept.contact == "(01632) 960 982\njo@example.org"
    client.force_login(there.manager)
    assert "(01632) 960 982<br>jo@example.org" in client.get(at(kept)).content.decode()


def test_it_says_the_same_whether_or_not_the_child_is_known(client: Client, there: World, robin: YoungPerson) -> None:
    known = client.post("/consent/", paper(there))
    unknown = client.post("/consent/", paper(there, given_name="Nobody"))
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"answer": ""}, "Choose yes or no."),
        ({"has_parental_responsibility": "no"}, "Only somebody with parental responsibility can answer."),
        ({"birth_date_2": "2010"}, "From 16 young people decide for themselves."),
        ({"birth_date_2": "2030"}, "A birth date is in the past."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, there, changes, sentence) -> None:
    page = client.post("/consent/", paper(there, **changes))
    assert (page.status_code, sentence in words(page), 'value="Jo Marsh"' in words(page)) == (422, True, True)
    assert not UnmatchedConsent.objects.exists()


def test_a_school_that_nobody_serves_cannot_be_chosen(client: Client, there: World) -> None:
    page = client.post("/consent/", paper(there, school=str(SchoolFactory().pk)))
    assert page.status_code == 422


def test_very_many_are_held_off(client: Client, there: World, monkeypatch) -> None:
    monkeypatch.setattr(in_public, "ANSWERED_AN_HOUR", 2)
    answers = [client.post("/consent/", paper(there)).status_code for _ in range(3)]
    assert (answers, UnmatchedConsent.objects.count()) == ([302, 302, 422], 2)
    assert Client(REMOTE_ADDR="192.0.2.7").post("/consent/", paper(there)).status_code == 302


def test_the_words_are_plain(client: Client, there: World) -> None:
    main = words(client.get("/consent/")).partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<select.*?</select>", "", main)
    reading = readability.of_html(re.sub(r"</(label|legend|button|summary|div|span)>", "</p>", main))
    assert reading.grade < 6, reading


def test_it_waits_on_the_first_page_of_the_team(client: Client, there: World, came: UnmatchedConsent) -> None:
    client.force_login(there.administrator)
    assert "Match 1 answer about consent" in words(client.get("/home/"))
    assert "Robin Marsh" in words(client.get("/consents/unmatched/"))


def test_somebody_alike_is_suggested_and_nobody_is_chosen(client, there, robin, came) -> None:
    client.force_login(there.administrator)
    page = words(client.get(at(came)))
    assert "Same name, same birth date." in page
    assert "checked" not in page
    assert client.post(at(came), {}).status_code == 422


def test_a_person_matches_it_with_a_parent_on_record(client, there, robin, came) -> None:
    parent = ParentOrGuardianFactory(young_person=robin, name="Joanna Marsh")
    referral: Referral = ReferralFactory(
        team=there.team, school=there.school, young_person=robin, state=ReferralState.AWAITING_CONSENT
    )
    client.force_login(there.administrator)
    chosen = client.post(at(came), {"young_person": str(robin.pk)})
    assert chosen.headers["Location"] == at(came, f"match/{robin.pk}/")
    client.post(chosen.headers["Location"], {"parent": str(parent.pk)})
    found = ConsentDecision.objects.filter(young_person=robin).values_list(
        "kind", "answer", "parent", "method", "decided_on", "recorded_by"
    )
    day, by = dt.date(2026, 9, 14), there.administrator.pk
    assert set(found) == {
        (ConsentKind.TO_BE_SEEN, "given", parent.pk, "online", day, by),
        (ConsentKind.SHARE_WITH_SCHOOL, "given", parent.pk, "online", day, by),
    }
    came.refresh_from_db()
    assert (came.young_person, came.matched_to, came.settled_by) == (robin, referral, there.administrator)


def test_another_name_or_birth_date_is_confirmed_first_and_that_is_kept(client, there, came) -> None:
    other = YoungPersonFactory(
        school=there.school, given_name="Grace", family_name="Farrar", birth_date=dt.date(2012, 5, 14)
    )
    client.force_login(there.administrator)
    match = at(came, f"match/{other.pk}/")
    assert "What came has another name and another birth date" in words(client.get(match))
    refused = client.post(match, {"parent": "new"})
    assert (refused.status_code, "confirm that they are the same person" in words(refused)) == (422, True)
    assert other.consent_decisions.count() == 0
    client.post(match, {"parent": "new", "confirmed": "on"})
    came.refresh_from_db()
    assert (came.young_person, came.confirmed_despite, other.consent_decisions.count()) == (
        other,
        "name, birth date",
        2,
    )


def test_a_parent_who_is_not_on_record_is_added(client, there, robin, came) -> None:
    client.force_login(there.administrator)
    client.post(at(came, f"match/{robin.pk}/"), {"parent": "new"})
    parent = robin.parents_and_guardians.get()
    assert (parent.name, parent.relationship, parent.consent_decisions.count()) == ("Jo Marsh", "mother", 2)


def test_somebody_written_otherwise_is_found_by_name(client, there, came) -> None:
    YoungPersonFactory(school=there.school, given_name="Zadie", family_name="Quill")
    client.force_login(there.administrator)
    assert "Nobody on record is like this" in words(client.get(at(came)))
    assert "Zadie Quill" in words(client.get(at(came, "?name=quill")))


def test_nobody_who_may_no_longer_decide_is_recorded(client, there, robin, came) -> None:
    parent = ParentOrGuardianFactory(young_person=robin, without_responsibility=True, name="Ray Marsh")
    client.force_login(there.administrator)
    page = client.post(at(came, f"match/{robin.pk}/"), {"parent": str(parent.pk)})
    assert (page.status_code, "does not hold parental responsibility" in words(page)) == (422, True)
    came.refresh_from_db()
    assert (came.settled_at, robin.consent_decisions.count()) == (None, 0)


def test_it_is_settled_once(client, there, robin, came) -> None:
    client.force_login(there.administrator)
    client.post(at(came, f"match/{robin.pk}/"), {"parent": "new"})
    assert client.post(at(came, f"match/{robin.pk}/"), {"parent": "new"}).status_code == 404
    assert robin.consent_decisions.count() == 2


def test_it_is_set_aside_with_a_reason(client, there, robin, came) -> None:
    client.force_login(there.administrator)
    assert client.post(at(came, "set-aside/"), {"because": " "}).status_code == 422
    client.post(at(came, "set-aside/"), {"because": "No pupil of ours."})
    came.refresh_from_db()
    assert (came.set_aside_because, came.young_person, ConsentDecision.objects.filter(young_person=robin).count()) == (
        "No pupil of ours.", None, 0,
    )  # fmt: skip
    assert "Nothing to match" in words(client.get("/consents/unmatched/"))
    kept = words(client.get("/consents/unmatched/set-aside/"))
    assert all(said in kept for said in (came.family_name, "No pupil of ours.", there.administrator.name))
    client.force_login(member_of(TeamFactory(), RoleName.TEAM_MANAGER))
    assert "Nothing was set aside" in words(client.get("/consents/unmatched/set-aside/"))


@pytest.mark.parametrize(("role", "leads_on"), [(RoleName.TEAM_MANAGER, True), (RoleName.SAFEGUARDING_LEAD, False)])
def test_only_those_who_record_consent_are_led_to_settle_it(
    client: Client, there: World, came: UnmatchedConsent, role: str, leads_on: bool
) -> None:
    client.force_login(member_of(there.team, role))
    listed = client.get("/consents/unmatched/")
    assert (came.given_name in words(listed), at(came) in words(listed)) == (True, leads_on)
    assert client.get(at(came)).status_code == (200 if leads_on else 403)

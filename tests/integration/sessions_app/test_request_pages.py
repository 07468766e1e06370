"""School and team staff ask for support, page by page."""

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from sessions_app.actions import request as actions
from sessions_app.enums import ReferralState
from sessions_app.models import Referral, RequestForSupport
from tests.factories import SchoolFactory, World, member_of, world
from tests.factories.casework import RequestForSupportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

WORRY = {"worry": "Leaves every assembly.", "tried": "", "hopes": "", "is_urgent": "on"}
OWN = {"young_person_knows": "yes", "own_words": "My chest goes tight."}
ALREADY = {"already": "Nothing", "parent_knows": "no"}
CONTACT = {"asker_relationship": "Head of Year 8", "asker_phone": "", "safe_contact": ""}
NAME = {
    "given_name": "Robin", "family_name": "Marsh", "preferred_name": "", "birth_date_0": "14", "birth_date_1": "5",
    "birth_date_2": "2013",
}  # fmt: skip


@pytest.fixture
def there() -> World:
    return world(pupils=3)


@pytest.fixture
def staff(client: Client, there: World) -> Client:
    client.force_login(member_of(there.school, RoleName.SCHOOL_STAFF))
    return client


def begin(staff: Client, what: str = "support") -> RequestForSupport:
    staff.post("/requests/new/", {"what": what})
    return RequestForSupport.objects.get()


def fill(staff: Client, draft: RequestForSupport, **pages: dict) -> list[str]:
    """Each page in turn; where each led."""
    return [staff.post(f"/requests/new/{draft.pk}/{slug.replace('_', '-')}/", data).url for slug, data in pages.items()]


def test_a_request_about_a_pupil_on_record_from_first_page_to_referral(staff: Client, there: World) -> None:
    draft, pupil = begin(staff), there.pupils[0]

    led = fill(
        staff, draft, pupil={"pupil": str(pupil.pk)}, worry=WORRY, own_words=OWN, already=ALREADY, contact=CONTACT
    )
    assert [url.split("/")[-2] for url in led] == ["worry", "own-words", "already", "contact", "check"]
    checked = staff.get(f"/requests/new/{draft.pk}/check/").content.decode()
    assert "My chest goes tight." in checked

    answer = staff.post(f"/requests/new/{draft.pk}/check/")
    assert answer.url == f"/requests/{draft.pk}/"
    referral = Referral.objects.get()
    assert (referral.young_person, referral.state, referral.is_urgent, referral.team) == (
        pupil, ReferralState.TRIAGE, True, there.team,
    )  # fmt: skip
    sent = RequestForSupport.objects.get()
    assert (sent.own_words, sent.young_person_knows, sent.parent_knows, sent.tried) == (
        "My chest goes tight.", True, False, None,
    )  # fmt: skip


def test_a_request_about_somebody_not_on_record_waits_to_be_matched(staff: Client) -> None:
    draft = begin(staff)

    led = fill(
        staff, draft, pupil={"pupil": "typed"}, name=NAME, worry=WORRY, own_words=OWN, already=ALREADY, contact=CONTACT
    )
    staff.post(f"/requests/new/{draft.pk}/check/")

    assert led[0].endswith("/name/")
    referral = Referral.objects.get()
    assert (referral.young_person, referral.state, str(referral.request)) == (
        None, ReferralState.RECEIVED, "Robin Marsh",
    )  # fmt: skip


def test_a_question_names_nobody_and_becomes_an_enquiry(staff: Client) -> None:
    draft = begin(staff, "advice")

    fill(staff, draft, question={"worry": "How do we answer panic in class?", "tried": ""}, contact=CONTACT)
    staff.post(f"/requests/new/{draft.pk}/check/")

    assert Referral.objects.get().state == ReferralState.ENQUIRY


def test_what_was_typed_is_kept_from_page_to_page(staff: Client) -> None:
    draft = begin(staff)
    fill(staff, draft, pupil={"pupil": "typed"}, name=NAME)

    assert 'value="Robin"' in staff.get(f"/requests/new/{draft.pk}/name/").content.decode()
    assert f"/requests/new/{draft.pk}/check/" in staff.get("/requests/").content.decode()


def test_what_is_missing_is_said_and_nothing_is_sent(staff: Client) -> None:
    draft = begin(staff)
    fill(staff, draft, pupil={"pupil": "typed"}, name=NAME)

    answer = staff.post(f"/requests/new/{draft.pk}/check/")

    assert answer.status_code == 422
    assert "Some answers are still missing" in answer.content.decode()
    assert answer.content.decode().count("Something is missing here") == 4
    assert not Referral.objects.exists()


def test_an_empty_page_says_what_is_wanted_and_keeps_the_rest(staff: Client) -> None:
    draft = begin(staff)

    answer = staff.post(f"/requests/new/{draft.pk}/name/", {**NAME, "family_name": ""})

    assert answer.status_code == 422
    assert "Enter the family name" in answer.content.decode()
    assert 'value="Robin"' in answer.content.decode()


def test_a_birth_date_that_cannot_be_is_refused(staff: Client) -> None:
    draft = begin(staff)
    answer = staff.post(f"/requests/new/{draft.pk}/name/", {**NAME, "birth_date_2": "1913"})
    assert (answer.status_code, "Check the year" in answer.content.decode()) == (422, True)


def test_a_search_finds_by_name_and_keeps_nothing(staff: Client, there: World) -> None:
    draft, pupil = begin(staff), there.pupils[1]

    found = staff.post(f"/requests/new/{draft.pk}/pupil/", {"text": pupil.family_name, "search": "1"}).content.decode()

    assert pupil.name in found
    assert all(other.name not in found for other in there.pupils if pupil.family_name not in other.name)
    assert RequestForSupport.objects.get().young_person is None


def test_pupils_of_another_school_are_not_offered_and_not_taken(staff: Client, there: World) -> None:
    draft, stranger = begin(staff), there.other_pupils[0]

    assert str(stranger.pk) not in staff.get(f"/requests/new/{draft.pk}/pupil/").content.decode()
    assert staff.post(f"/requests/new/{draft.pk}/pupil/", {"pupil": str(stranger.pk)}).status_code == 422


def test_somebody_else_is_chosen_and_the_first_ones_names_are_gone(staff: Client, there: World) -> None:
    draft = begin(staff)
    fill(staff, draft, pupil={"pupil": str(there.pupils[0].pk)})
    staff.post(f"/requests/new/{draft.pk}/pupil/", {"pupil": "typed"})

    kept = RequestForSupport.objects.get()
    assert (kept.young_person, kept.given_name, kept.birth_date) == (None, "", None)


def test_nothing_changes_once_it_is_sent(there: World) -> None:
    sent = RequestForSupportFactory(school=there.school)
    for act in (
        lambda: actions.save_page(draft=sent, slug="worry", answers={"worry": "Other"}, by=sent.owner),
        lambda: actions.choose_pupil(draft=sent, pupil=there.pupils[0], by=sent.owner),
        lambda: actions.discard(draft=sent, by=sent.owner),
    ):
        with pytest.raises(Exception, match="sent already"):
            act()


def test_sending_twice_makes_one_referral(staff: Client, there: World) -> None:
    draft = begin(staff)
    fill(staff, draft, pupil={"pupil": str(there.pupils[0].pk)}, worry=WORRY, own_words=OWN, already=ALREADY,
         contact=CONTACT)  # fmt: skip

    first = actions.send(draft=draft, by=draft.owner)
    assert actions.send(draft=draft, by=draft.owner) == first
    assert Referral.objects.count() == 1


def test_back_after_send_leads_to_what_was_sent(client: Client, there: World) -> None:
    sent = RequestForSupportFactory(school=there.school, owner=there.lead)
    client.force_login(there.lead)
    paths = [f"/requests/new/{sent.pk}/{slug}/" for slug in ("pupil", "worry", "check", "discard")]
    assert [client.get(path).headers.get("Location") for path in paths] == [f"/requests/{sent.pk}/"] * 4
    assert client.post(paths[2]).url == f"/requests/{sent.pk}/"


def test_nobody_else_opens_a_draft_or_what_was_sent(client: Client, there: World) -> None:
    draft = RequestForSupportFactory(school=there.school, draft=True)
    sent = RequestForSupportFactory(school=there.school)
    client.force_login(there.lead)

    paths = [f"/requests/new/{draft.pk}/{slug}/" for slug in ("pupil", "worry", "check", "discard")]
    assert [client.get(path).status_code for path in [*paths, f"/requests/{sent.pk}/"]] == [404] * 5


def test_who_left_the_school_opens_their_own_no_more(client: Client, there: World) -> None:
    draft = RequestForSupportFactory(
        school=there.school, draft=True, owner=member_of(SchoolFactory(), RoleName.SCHOOL_STAFF)
    )
    client.force_login(draft.owner)
    assert client.get(f"/requests/new/{draft.pk}/worry/").status_code == 404


def test_a_page_that_this_request_has_not_is_not_found(staff: Client) -> None:
    draft = begin(staff, "advice")
    assert staff.get(f"/requests/new/{draft.pk}/own-words/").status_code == 404


def test_a_draft_is_deleted_for_good(staff: Client) -> None:
    draft = begin(staff)
    assert "Delete this draft?" in staff.get(f"/requests/new/{draft.pk}/discard/").content.decode()
    staff.post(f"/requests/new/{draft.pk}/discard/")
    assert not RequestForSupport.objects.exists()


def test_a_school_without_a_team_is_told_so(client: Client) -> None:
    client.force_login(member_of(SchoolFactory(), RoleName.SCHOOL_STAFF))
    assert "No team to ask yet" in client.get("/requests/new/").content.decode()


def test_team_staff_choose_the_school(client: Client, there: World) -> None:
    client.force_login(there.practitioner.user)
    missing = client.post("/requests/new/", {"what": "support", "school": ""})
    client.post("/requests/new/", {"what": "support", "school": str(there.schools[1].pk)})

    assert "Choose the school" in missing.content.decode()
    assert RequestForSupport.objects.get().school == there.schools[1]


@pytest.mark.parametrize("slug", ["pupil", "name", "worry", "check"])
def test_every_page_says_that_it_is_not_for_emergencies(staff: Client, slug: str) -> None:
    page = staff.get(f"/requests/new/{begin(staff).pk}/{slug}/").content.decode()
    assert "This is not for emergencies" in page
    assert "tel:999" in page

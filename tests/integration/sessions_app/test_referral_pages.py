"""The team's pages of referrals: finding them, saying who they are about, and moving them."""

import datetime as dt

import pytest
from django.test import Client

from mhst.core.actors import SYSTEM
from mhst.people.models import YoungPerson
from sessions_app.actions import referral as actions
from sessions_app.enums import ReferralState as S
from sessions_app.enums import SeriesState, SessionState
from sessions_app.models import Place, Referral, TriageDecision
from sessions_app.queries.referral_list import enquiries_answered
from tests.factories import TeamFactory, TeamSchoolFactory, World, world
from tests.factories.casework import CourseFactory, ReferralFactory, RequestForSupportFactory
from tests.support.booking import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world(pupils=6)


@pytest.fixture
def manager(client: Client, there: World) -> Client:
    client.force_login(there.manager)
    return client


def asked(there: World, **named) -> Referral:
    request = RequestForSupportFactory(
        school=there.school, young_person=None,
        **{"given_name": "Robin", "family_name": "Marsh", "birth_date": dt.date(2013, 5, 4), **named},
    )  # fmt: skip
    return actions.receive(request=request, by=SYSTEM)


def working(there: World, state: str = S.IN_INTERVENTION, **more) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=state,
        practitioner=there.practitioner, **more,
    )  # fmt: skip


def test_a_person_decides_that_it_is_the_same_young_person(manager: Client, there: World) -> None:
    referral, person = asked(there, given_name=there.pupils[0].given_name, family_name=there.pupils[0].family_name,
                             birth_date=there.pupils[0].birth_date), there.pupils[0]  # fmt: skip

    page = manager.get(f"/referrals/{referral.pk}/match/").content.decode()
    assert "Same name, same birth date." in page
    manager.post(f"/referrals/{referral.pk}/match/", {"who": str(person.pk)})

    referral.refresh_from_db()
    assert (referral.young_person, referral.state) == (person, S.TRIAGE)


def test_a_person_decides_that_it_is_somebody_new(manager: Client, there: World) -> None:
    referral, before = asked(there), YoungPerson.objects.count()

    manager.post(f"/referrals/{referral.pk}/match/", {"who": "new"})

    referral.refresh_from_db()
    assert (str(referral.young_person), referral.state) == ("Robin Marsh", S.AWAITING_CONSENT)
    assert YoungPerson.objects.count() == before + 1
    assert referral.young_person.enrolments.get().school == there.school


def test_two_requests_about_one_young_person_lead_to_each_other(client: Client, there: World) -> None:
    """From either page; once one is matched the other is, and is joined to it."""
    first, second = asked(there), asked(there, given_name="Robyn")
    client.force_login(there.manager)
    for page, other in ((f"/referrals/{first.pk}/match/", second), (f"/referrals/{second.pk}/", first)):
        shown = client.get(page).content.decode()
        assert ("Another open request may be about" in shown, f"/referrals/{other.pk}/" in shown) == (True, True)

    client.post(f"/referrals/{first.pk}/match/", {"who": "new"})
    first.refresh_from_db()
    assert f"/referrals/{second.pk}/" in client.get(f"/referrals/{first.pk}/").content.decode()
    client.post(f"/referrals/{second.pk}/match/", {"who": str(first.young_person_id)})
    assert client.post(f"/referrals/{second.pk}/join/").url == f"/referrals/{first.pk}/"
    second.refresh_from_db()
    assert (second.state, second.same_as) == (S.NOT_ACCEPTED, first)

    client.force_login(there.administrator)
    third = asked(there)
    fourth = asked(there)
    assert f"/referrals/{fourth.pk}/" not in client.get(f"/referrals/{third.pk}/").content.decode()


def test_nothing_is_decided_by_itself(manager: Client, there: World) -> None:
    referral = asked(there)
    answer = manager.post(f"/referrals/{referral.pk}/match/", {})
    assert (answer.status_code, "Answer the question: Who is this?" in answer.content.decode()) == (422, True)
    referral.refresh_from_db()
    assert referral.young_person is None


def test_somebody_exactly_alike_is_not_put_on_record_twice(manager: Client, there: World) -> None:
    first, second = asked(there), asked(there)
    manager.post(f"/referrals/{first.pk}/match/", {"who": "new"})

    answer = manager.post(f"/referrals/{second.pk}/match/", {"who": "new"})

    assert answer.status_code == 422
    assert "with the same birth date is already at" in answer.content.decode()


def test_somebody_at_another_school_is_shown_and_not_taken(manager: Client, there: World) -> None:
    other = there.other_pupils[0]
    referral = asked(there, given_name=other.given_name, family_name=other.family_name, birth_date=other.birth_date)

    answer = manager.post(f"/referrals/{referral.pk}/match/", {"who": str(other.pk)})

    assert answer.status_code == 422
    assert "is at another school" in answer.content.decode()


def test_a_repeated_request_is_joined_and_its_words_are_read_with_the_first(manager: Client, there: World) -> None:
    first = actions.receive(
        request=RequestForSupportFactory(school=there.school, young_person=there.pupils[0], worry="First words."),
        by=SYSTEM,
    )
    second = actions.receive(
        request=RequestForSupportFactory(school=there.school, young_person=there.pupils[0], worry="Second words."),
        by=SYSTEM,
    )
    assert f"/referrals/{second.pk}/join/" in manager.get(f"/referrals/{second.pk}/").content.decode()

    assert manager.post(f"/referrals/{second.pk}/join/").url == f"/referrals/{first.pk}/"

    assert ": joined to this one</li>" in said_at(manager, f"/referrals/{first.pk}/")
    joined = said_at(manager, f"/referrals/{second.pk}/")
    assert ("Joined to <a" in joined, "Not accepted" in joined) == (True, False)
    page = manager.get(f"/referrals/{first.pk}/request/").content.decode()
    assert page.index("First words.") < page.index("Asked for again") < page.index("Second words.")


def test_an_enquiry_is_answered_and_counted_apart(client: Client, there: World) -> None:
    request = RequestForSupportFactory(school=there.school, enquiry=True, owner=there.lead, asker_phone="01632 960 123")
    referral = actions.receive(request=request, by=SYSTEM)
    client.force_login(there.practitioner.user)

    client.post(f"/referrals/{referral.pk}/answer/", {"advice": "Begin with five minutes a day."})

    referral.refresh_from_db()
    assert (referral.state, TriageDecision.objects.get().advice) == (S.ADVICE_ONLY, "Begin with five minutes a day.")
    today = dt.date(2026, 9, 14)
    assert enquiries_answered(there.manager, today, today) == 1
    assert enquiries_answered(there.manager, dt.date(2026, 9, 15), dt.date(2026, 9, 15)) == 0
    for reader, code in ((there.practitioner.user, 200), (there.manager, 200), (there.practitioners[1].user, 403)):
        client.force_login(reader)
        asked_again = client.get(f"/referrals/{referral.pk}/request/")
        assert (asked_again.status_code, "01632 960 123" in asked_again.content.decode()) == (code, code == 200)
    client.force_login(there.lead)
    answer = f'href="/requests/{request.pk}/"'
    assert f"<a {answer}>The team has answered your question. Read what it advises.</a>" in said_at(client, "/home/")
    assert answer in said_at(client, f"/school/requests/{request.pk}/")
    assert "Begin with five minutes a day." in said_at(client, f"/requests/{request.pk}/")


def said_at(client: Client, path: str) -> str:
    return client.get(path).content.decode()


SAM = {
    "given_name": "Sam", "family_name": "Lee", "birth_date_0": "14", "birth_date_1": "5", "birth_date_2": "2013",
    "young_person_knows": "yes", "parent_knows": "no",
}  # fmt: skip


@pytest.mark.parametrize("answered", [False, True])
def test_an_enquiry_becomes_a_request_and_nothing_is_typed_again(
    manager: Client, there: World, time_machine, answered: bool
) -> None:
    request = RequestForSupportFactory(school=there.school, enquiry=True, worry="Stays away.", owner=there.lead)
    referral = actions.receive(request=request, by=SYSTEM)
    if answered:
        manager.post(f"/referrals/{referral.pk}/answer/", {"advice": "Begin small."})
    time_machine.move_to("2026-09-21 08:00+01:00", tick=False)
    manager.force_login(there.manager)  # a week is longer than anybody stays signed in
    at = f"/referrals/{referral.pk}/ask-for-support/"
    assert at in manager.get(f"/referrals/{referral.pk}/").content.decode()
    assert "Stays away." in manager.get(at).content.decode()
    assert manager.post(at, {**SAM, "birth_date_2": "1913"}).status_code == 422

    assert manager.post(at, SAM).url == f"/referrals/{referral.pk}/match/"

    referral.refresh_from_db()
    assert (referral.state, str(referral.received_on)) == (S.RECEIVED, "2026-09-21")
    manager.post(f"/referrals/{referral.pk}/match/", {"who": "new"})
    referral.refresh_from_db()
    assert (referral.state, str(referral.young_person)) == (S.AWAITING_CONSENT, "Sam Lee")
    assert "Stays away." in manager.get(f"/referrals/{referral.pk}/request/").content.decode()
    assert manager.post(at, SAM).status_code == 403
    day = dt.date(2026, 9, 14)
    assert enquiries_answered(there.manager, day, day) == int(answered)
    manager.force_login(there.lead)
    assert ("Begin small." in manager.get(f"/requests/{request.pk}/").content.decode()) is answered


def test_a_request_is_no_enquiry_and_one_that_is_over_does_not_go_on(manager: Client, there: World) -> None:
    asked = ReferralFactory(team=there.team, school=there.school, request=RequestForSupportFactory())
    over = ReferralFactory(
        team=there.team, school=there.school, closed=True, request=RequestForSupportFactory(enquiry=True)
    )
    told = [manager.get(f"/referrals/{one.pk}/ask-for-support/").content.decode() for one in (asked, over)]
    assert ["Only an enquiry becomes a request here." in told[0], "This enquiry is over." in told[1]] == [True, True]


def test_advice_is_not_empty(manager: Client, there: World) -> None:
    referral = actions.receive(request=RequestForSupportFactory(school=there.school, enquiry=True), by=SYSTEM)
    answer = manager.post(f"/referrals/{referral.pk}/answer/", {"advice": "  "})
    assert (answer.status_code, TriageDecision.objects.count()) == (422, 0)


def test_pausing_keeps_what_is_booked_and_says_so(client: Client, there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    referral = working(there)
    CourseFactory(referral=referral, series=series)
    client.force_login(there.practitioner.user)

    page = client.get(f"/referrals/{referral.pk}/pause/").content.decode()
    client.post(f"/referrals/{referral.pk}/pause/", {"why": "Mock exams."})

    assert "stay booked" in page
    referral.refresh_from_db()
    assert (referral.state, referral.paused_from) == (S.PAUSED, S.IN_INTERVENTION)
    assert Place.objects.filter(series=series, young_person=there.pupils[0]).exists()
    client.post(f"/referrals/{referral.pk}/resume/", {"why": ""})
    referral.refresh_from_db()
    assert referral.state == S.IN_INTERVENTION


#: Whoever closes may say that nobody is written to, and why.
NO_LETTERS = {"left_out": ["young_person", "parent", "school"], "left_out_because": "They asked for none."}


def test_closing_asks_why_and_frees_the_place(client: Client, there: World) -> None:
    series = book(there, pupils=list(there.pupils))
    referral = working(there, S.REVIEW)
    course = CourseFactory(referral=referral, series=series)
    client.force_login(there.practitioner.user)

    empty = client.post(f"/referrals/{referral.pk}/close/", {"because": "", "why": ""})
    assert empty.status_code == 422
    client.post(
        f"/referrals/{referral.pk}/close/",
        {
            **NO_LETTERS,
            "because": "02",
            "why": "Reached.",
            "follow_up_on_0": "1",
            "follow_up_on_1": "12",
            "follow_up_on_2": "2026",
        },
    )

    referral.refresh_from_db()
    course.refresh_from_db()
    assert (referral.state, str(referral.closed_on), str(referral.follow_up_on)) == (
        S.CLOSED, "2026-09-14", "2026-12-01",
    )  # fmt: skip
    assert course.ended_on == dt.date(2026, 9, 14)
    assert not Place.objects.filter(series=series, young_person=there.pupils[0]).exists()
    series.refresh_from_db()
    assert series.state == SeriesState.CONFIRMED


def test_closing_cancels_a_run_of_ones_own(client: Client, there: World) -> None:
    from tests.factories import ProgrammeFactory, SeriesFactory

    series = SeriesFactory(team=there.team, school=there.school, pupils=[there.pupils[0]], sessions=True,
                           programme=ProgrammeFactory(kind="one_to_one"))  # fmt: skip
    referral = working(there)
    CourseFactory(referral=referral, series=series)
    client.force_login(there.practitioner.user)

    client.post(f"/referrals/{referral.pk}/close/", {**NO_LETTERS, "because": "07", "why": "Would rather not."})

    series.refresh_from_db()
    assert series.state == SeriesState.CANCELLED
    assert set(series.sessions.values_list("state", flat=True)) == {SessionState.CANCELLED}


def test_a_day_to_follow_up_lies_ahead(client: Client, there: World) -> None:
    referral = working(there, S.REVIEW)
    client.force_login(there.practitioner.user)
    answer = client.post(
        f"/referrals/{referral.pk}/close/",
        {"because": "02", "why": "Done.", "follow_up_on_0": "14", "follow_up_on_1": "9", "follow_up_on_2": "2026"},
    )
    assert (answer.status_code, "Choose a day after today" in answer.content.decode()) == (422, True)


def test_another_team_takes_over_and_the_school_on_record_follows(client: Client, there: World) -> None:
    new = TeamSchoolFactory(team=TeamFactory())
    referral = working(there)
    client.force_login(there.practitioner.user)

    answer = client.post(f"/referrals/{referral.pk}/transfer/", {"to": str(new.pk), "why": "Moved house."})

    assert answer.url == "/referrals/"
    referral.refresh_from_db()
    assert (referral.team, referral.school, referral.state, referral.practitioner) == (
        new.team, new.school, S.TRANSFERRED, None,
    )  # fmt: skip
    assert YoungPerson.objects.get(pk=there.pupils[0].pk).school == new.school


def test_what_is_no_longer_open_to_it_is_not_offered(manager: Client, there: World) -> None:
    referral = working(there, S.IN_INTERVENTION)
    page = manager.get(f"/referrals/{referral.pk}/").content.decode()
    offered = [act for act in ("pause", "resume", "reopen", "match", "close") if f"/{act}/" in page]
    assert offered == ["pause", "close"]


def test_the_list_shows_what_is_open_with_the_longest_wait_first(manager: Client, there: World) -> None:
    ReferralFactory(
        team=there.team, school=there.school, received_on=dt.date(2026, 8, 1), young_person__family_name="Longwait"
    )
    ReferralFactory(team=there.team, school=there.school, young_person__family_name="Newcome")
    ReferralFactory(team=there.team, school=there.school, closed=True, young_person__family_name="Gone")

    page = manager.get("/referrals/").content.decode()

    assert page.index("Longwait") < page.index("Newcome")
    assert "Gone" not in page
    assert "44 days, late" in page


@pytest.mark.parametrize("query", ["text=kaur", "school={school}", "practitioner={practitioner}", "state=waiting"])
def test_the_list_is_narrowed(manager: Client, there: World, query: str) -> None:
    wanted = ReferralFactory(
        team=there.team, school=there.school, state=S.WAITING, practitioner=there.practitioner,
        young_person__family_name="Kaur",
    )  # fmt: skip
    other = ReferralFactory(team=there.team, school=there.schools[1], young_person__family_name="Zzyzx")

    query = query.format(school=there.school.pk, practitioner=there.practitioner.pk)
    page = manager.get(f"/referrals/?{query}").content.decode()

    assert wanted.young_person.name in page
    assert other.young_person.name not in page


def test_somebody_who_is_not_matched_yet_is_found_by_the_name_given(manager: Client, there: World) -> None:
    asked(there)
    assert "Robin Marsh" in manager.get("/referrals/?text=marsh").content.decode()
    assert "Nothing found" in manager.get("/referrals/?text=nobody").content.decode()


def test_a_filter_that_cannot_be_filters_nothing(manager: Client, there: World) -> None:
    referral = ReferralFactory(team=there.team, school=there.school)
    page = manager.get("/referrals/?school=x&state=y&page=99").content.decode()
    assert referral.young_person.name in page


def test_the_lights_say_what_is_missing(manager: Client, there: World) -> None:
    referral = working(there, first_contact_on=dt.date(2026, 9, 10), received_on=dt.date(2026, 9, 1))
    page = manager.get(f"/referrals/{referral.pk}/").content.decode()
    assert "Score a first measure together with them." in page
    assert "See them, or talk with them" not in page
    assert "The last day within four weeks is 28 September 2026" in page


def test_the_page_leads_to_no_record_that_one_may_not_open(client: Client, there: World) -> None:
    referral = ReferralFactory(team=there.team, school=there.school, young_person=there.pupils[0])
    client.force_login(there.administrator)
    page = client.get(f"/referrals/{referral.pk}/").content.decode()
    assert f"/people/young-people/{there.pupils[0].pk}/" not in page
    assert f"/people/pupils/{there.pupils[0].pk}/" in page

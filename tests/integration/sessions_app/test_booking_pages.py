"""A school's lead books a group, page by page."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.models import ConsentDecision
from mhst.places.enums import DayKind
from sessions_app.actions import draft as draft_actions
from sessions_app.actions import series as series_actions
from sessions_app.enums import CancelReason
from sessions_app.models import BookingDraft, Series
from sessions_app.queries import draft as drafts
from sessions_app.queries.asked_time import about
from sessions_app.queries.offer import offers
from tests.factories.calendar import SpecialDayFactory
from tests.factories.people import AbsenceFactory, KeepApartFactory, YoungPersonFactory
from tests.factories.places import RoomBlockFactory
from tests.factories.world import World, world
from tests.support.booking import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


@pytest.fixture
def lead(client: Client, there: World) -> Client:
    client.force_login(there.lead)
    return client


def begin(lead: Client) -> BookingDraft:
    lead.post("/groups/book/")
    return BookingDraft.objects.get()


def first_step(there: World, **changes: object) -> dict:
    given = {
        "programme": str(there.programme.pk),
        "year_groups": ["8"],
        "earliest_on_0": "15",
        "earliest_on_1": "9",
        "earliest_on_2": "2026",
    }
    return {**given, **changes}


def up_to_times(lead: Client, there: World, *, pupils: int = 6) -> BookingDraft:
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": [str(p.pk) for p in there.pupils[:pupils]]})
    return draft


def up_to_check(lead: Client, there: World) -> BookingDraft:
    draft = up_to_times(lead, there)
    best = offers(there.lead, drafts.wanted(draft_again(draft), there.lead))[0]
    lead.post(f"/groups/book/{draft.pk}/times/", {"offer": best.key})
    return draft


def draft_again(draft: BookingDraft) -> BookingDraft:
    return BookingDraft.objects.select_related("school", "programme").get(pk=draft.pk)


def test_four_steps_book_a_group(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    answer = lead.post(f"/groups/book/{draft.pk}/check/")
    series = Series.objects.get()
    assert answer.headers["Location"] == f"/groups/{series.pk}/"
    assert (series.school, series.programme, series.booked_by) == (there.school, there.programme, there.lead)
    assert series.places.filter(young_person__isnull=False).count() == 6
    assert drafts.own(there.lead) == []


def test_going_back_shows_what_was_chosen(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    first = lead.get(f"/groups/book/{draft.pk}/programme/").content.decode()
    second = lead.get(f"/groups/book/{draft.pk}/pupils/").content.decode()
    third = lead.get(f"/groups/book/{draft.pk}/times/").content.decode()
    assert first.count("checked") == 3  # the programme, the year group and the rule for shut days
    assert 'value="2026"' in first
    assert second.count("checked") == 6
    assert third.count("checked") == 1


def test_a_draft_is_seen_by_nobody_else(lead: Client, there: World) -> None:
    draft = begin(lead)
    lead.force_login(there.administrator)
    pages = ("", "programme/", "pupils/", "times/", "check/")
    assert {lead.get(f"/groups/book/{draft.pk}/{page}").status_code for page in pages} == {404}


def test_a_draft_holds_nothing(lead: Client, there: World) -> None:
    up_to_check(lead, there)
    assert Series.objects.count() == 0
    book(there, offers(there.lead, drafts.wanted(draft_again(BookingDraft.objects.get()), there.lead))[0])


def test_a_discarded_draft_is_gone(lead: Client, there: World) -> None:
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/discard/")
    assert BookingDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"programme": ""}, "Choose a programme"),
        ({"year_groups": []}, "Choose one or two year groups"),
        ({"year_groups": ["7", "9"]}, "Choose one year group, or two that are next to each other"),
        ({"earliest_on_0": "31", "earliest_on_1": "2"}, "Earliest date must be a real date"),
        ({"earliest_on_2": "2020"}, "Earliest date must be 14 September 2026 or later"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_the_rest(
    lead: Client, there: World, changes: dict, sentence: str
) -> None:
    draft = begin(lead)
    answer = lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert sentence in page
    assert 'value="15"' in page or 'value="31"' in page
    assert draft_again(draft).programme is None


def test_each_pupil_shows_the_state_of_consent_and_why_they_cannot_join_yet(lead: Client, there: World) -> None:
    YoungPersonFactory(school=there.school, given_name="Nocon", family_name="Sent")
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    page = lead.get(f"/groups/book/{draft.pk}/pupils/").content.decode()
    assert page.count("Consent to be seen: given") == 8
    assert "No consent yet: ask a parent or guardian" in page
    assert page.count("disabled") == 1


def test_a_pupil_without_consent_cannot_be_ticked_by_hand_either(lead: Client, there: World) -> None:
    nobody = YoungPersonFactory(school=there.school, given_name="Nocon", family_name="Sent")
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    page = lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": [str(nobody.pk)]}).content.decode()
    assert "Nocon Sent cannot join yet. No consent yet" in page


def test_pupils_of_another_school_cannot_be_ticked_by_hand(lead: Client, there: World) -> None:
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    page = lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": [str(there.other_pupils[0].pk)]}).content.decode()
    assert "not in the list any more" in page
    assert there.other_pupils[0].family_name not in page


def test_two_who_are_kept_apart_are_not_booked_together(lead: Client, there: World) -> None:
    KeepApartFactory(one=there.pupils[0], other=there.pupils[1])
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    ticked = [str(p.pk) for p in there.pupils[:2]]
    answer = lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": ticked})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "are not placed in one group together" in page
    assert page.count("checked") == 2


def test_whoever_is_in_the_same_programme_cannot_be_ticked_and_the_rest_stays(lead: Client, there: World) -> None:
    book(there, pupils=[there.pupils[0]])
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    ticked = [str(p.pk) for p in there.pupils[:2]]
    page = lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": ticked}).content.decode().replace("&#x27;", "'")
    assert f"{there.pupils[0].name} is already in {there.programme} until 21 October." in page
    assert f"Already in {there.programme} until 21 October." in page
    assert page.count("disabled") == 1
    assert page.count("checked") == 2


def test_searching_keeps_what_is_ticked(lead: Client, there: World) -> None:
    draft = begin(lead)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    typed = {"pupils": [str(there.pupils[0].pk)], "text": there.pupils[5].family_name, "search": "1"}
    answer = lead.post(f"/groups/book/{draft.pk}/pupils/", typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("checked") == 1
    assert there.pupils[5].name in page.replace("&#x27;", "'")
    assert [p.pk for p in draft.pupils.all()] == [there.pupils[0].pk]


def test_three_times_are_offered_each_with_five_reasons(lead: Client, there: World) -> None:
    draft = up_to_times(lead, there)
    page = lead.get(f"/groups/book/{draft.pk}/times/").content.decode()
    assert page.count('name="offer"') == 3
    assert page.count(" is free every week.") == 3


def test_a_time_that_is_not_offered_can_be_asked_about(lead: Client, there: World) -> None:
    draft = up_to_times(lead, there)
    book(there, pupils=[])
    page = lead.get(f"/groups/book/{draft.pk}/times/?weekday=2&minute=600").content.decode()
    assert "Not then:" in page
    assert "In another session" in page


def test_a_free_time_that_is_asked_about_can_be_chosen(lead: Client, there: World) -> None:
    draft = up_to_times(lead, there)
    page = lead.get(f"/groups/book/{draft.pk}/times/?weekday=2&minute=600")
    asked = page.context["offers"][0].offer
    lead.post(f"/groups/book/{draft.pk}/times/?weekday=2&minute=600", {"offer": asked.key})
    assert draft_again(draft).slot == asked.as_plain()


def test_a_time_taken_meanwhile_is_said_with_three_others(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    book(there, drafts.offer_of(draft_again(draft)), pupils=list(there.pupils[6:]))
    answer = lead.post(f"/groups/book/{draft.pk}/check/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "That time is no longer free" in page
    assert page.count("Take this time") == 3
    assert Series.objects.count() == 1


def test_one_of_the_three_others_can_be_taken_at_once(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    book(there, drafts.offer_of(draft_again(draft)), pupils=list(there.pupils[6:]))
    free = lead.post(f"/groups/book/{draft.pk}/check/").context["free"]
    lead.post(f"/groups/book/{draft.pk}/choose/", {"offer": free[0].offer.key})
    lead.post(f"/groups/book/{draft.pk}/check/")
    assert Series.objects.count() == 2


def test_consent_taken_back_before_the_last_step_stops_the_booking(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    with recording.acting(by=SYSTEM, verb="test"):
        ConsentDecision.objects.filter(young_person=there.pupils[0]).delete()
    answer = lead.post(f"/groups/book/{draft.pk}/check/")
    assert answer.status_code == 403
    assert f"{there.pupils[0].name} cannot join yet." in answer.content.decode().replace("&#x27;", "'")


def test_a_step_that_is_not_ready_leads_to_the_one_before(lead: Client, there: World) -> None:
    draft = begin(lead)
    assert lead.get(f"/groups/book/{draft.pk}/pupils/").headers["Location"].endswith("/programme/")
    assert lead.get(f"/groups/book/{draft.pk}/times/").headers["Location"].endswith("/pupils/")
    assert lead.get(f"/groups/book/{draft.pk}/check/").headers["Location"].endswith("/times/")
    assert lead.get(f"/groups/book/{draft.pk}/").headers["Location"].endswith("/programme/")


def test_somebody_who_books_nowhere_is_told_whom_to_ask(client: Client, there: World) -> None:
    client.force_login(there.leads[1])
    assert client.get("/groups/book/").status_code == 200
    from mhst.access.enums import RoleName
    from tests.factories.access import member_of

    client.force_login(member_of(there.school, RoleName.SCHOOL_STAFF))
    answer = client.get("/groups/book/")
    assert answer.status_code == 403
    assert "Ask the senior mental health lead" in answer.content.decode()


def test_an_administrator_of_the_team_chooses_the_school_first(client: Client, there: World) -> None:
    client.force_login(there.administrator)
    assert client.post("/groups/book/", {}).status_code == 422
    client.post("/groups/book/", {"school": str(there.schools[1].pk)})
    assert BookingDraft.objects.get().school == there.schools[1]


def test_a_first_date_that_has_come_too_near_meanwhile_is_refused(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    first = drafts.offer_of(draft_again(draft)).first_on
    with time_machine.travel(dt.datetime(2026, 9, 29, 8, tzinfo=dt.UTC)):
        lead.force_login(there.lead)
        answer = lead.post(f"/groups/book/{draft.pk}/check/")
    assert answer.status_code == 403
    assert (
        f"The first session would be on {first:%A %-d %B}, and a school has 2 school days' notice. It can be on "
        "Thursday 1 October or later. Choose another time."
    ) in answer.content.decode().replace("&#x27;", "'")


def test_late_on_sunday_nothing_is_offered_for_monday(lead: Client, there: World) -> None:
    with time_machine.travel("2026-09-20 23:00+01:00", tick=False):
        lead.force_login(there.lead)
        draft = begin(lead)
        lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there, earliest_on_0="21"))
        lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": [str(p.pk) for p in there.pupils[:6]]})
        page = lead.get(f"/groups/book/{draft.pk}/times/")
        asked = lead.get(f"/groups/book/{draft.pk}/times/?weekday=0&minute=540").context["answer"]
    assert "the first session can be on Tuesday 22 September or later" in page.content.decode()
    assert min(shown.offer.first_on for shown in page.context["offers"]) >= dt.date(2026, 9, 22)
    assert asked.offer is None or asked.offer.first_on == dt.date(2026, 9, 28)


def test_what_becomes_of_a_shut_day_is_chosen_offered_checked_and_shown(lead: Client, there: World) -> None:
    draft = begin(lead)
    page = lead.get(f"/groups/book/{draft.pk}/programme/").content.decode()
    assert page.count('name="when_shut"') == 2
    from_late_october = first_step(there, earliest_on_0="5", earliest_on_1="10", when_shut="leave_out")
    lead.post(f"/groups/book/{draft.pk}/programme/", from_late_october)
    lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": [str(p.pk) for p in there.pupils[:6]]})
    monday = lead.get(f"/groups/book/{draft.pk}/times/?weekday=0&minute=600").content.decode()
    assert "2 November (INSET day)" in monday
    assert "instead of Monday 2 November" not in monday

    lead.post(f"/groups/book/{draft.pk}/programme/", {**from_late_october, "when_shut": "move"})
    offer = about(there.lead, drafts.wanted(draft_again(draft), there.lead), 0, 600).offer
    monday = lead.get(f"/groups/book/{draft.pk}/times/?weekday=0&minute=600").content.decode()
    assert "Moves to Wednesday 4 November instead of Monday 2 November: INSET day." in monday

    lead.post(f"/groups/book/{draft.pk}/times/?weekday=0&minute=600", {"offer": offer.key})
    check = lead.get(f"/groups/book/{draft.pk}/check/").content.decode()
    assert "Wednesday 4 November, 10:00 to 11:00 (P2), instead of Monday 2 November: INSET day" in check
    assert "When only that day is shut" in check

    lead.post(f"/groups/book/{draft.pk}/check/")
    series = Series.objects.get()
    page = lead.get(f"/groups/{series.pk}/").content.decode()
    assert "Instead of Monday 2 November: INSET day" in page
    assert "When only the day of a session is shut: move it to another day of that week" in page
    moved = series.sessions.get(moved_from__isnull=False)
    assert "Instead of Monday 2 November: INSET day" in lead.get(f"/sessions/{moved.pk}/").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"year_groups": ["8", "9"]},
        {"earliest_on_0": "22"},
        {"when_shut": "leave_out"},
    ],
)
def test_another_answer_in_step_one_asks_for_the_time_again(lead: Client, there: World, changes: dict) -> None:
    draft = up_to_check(lead, there)
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there))
    assert lead.get(f"/groups/book/{draft.pk}/").headers["Location"].endswith("/check/")
    lead.post(f"/groups/book/{draft.pk}/programme/", first_step(there, **changes))
    assert lead.get(f"/groups/book/{draft.pk}/").headers["Location"].endswith("/times/")


def test_other_pupils_ask_for_the_time_again(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    pupils = [str(p.pk) for p in there.pupils]
    lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": pupils[:6]})
    assert lead.get(f"/groups/book/{draft.pk}/").headers["Location"].endswith("/check/")
    lead.post(f"/groups/book/{draft.pk}/pupils/", {"pupils": pupils[:7]})
    assert lead.get(f"/groups/book/{draft.pk}/").headers["Location"].endswith("/times/")


def exams(there: World, day: dt.date) -> None:
    SpecialDayFactory(
        calendar=there.school.calendar, kind=DayKind.MOCK_EXAM, starts_on=day, ends_on=day, year_groups=[8]
    )


def absence(there: World, day: dt.date) -> None:
    for practitioner in there.practitioners:
        AbsenceFactory(practitioner=practitioner, starts_on=day, ends_on=day)


def smaller_room(there: World, day: dt.date) -> None:
    there.room.capacity = 3
    there.room.save()


def no_room(there: World, day: dt.date) -> None:
    there.room.is_in_use = False
    there.room.save()


def block(there: World, day: dt.date) -> None:
    RoomBlockFactory(room=there.room, starts_on=day, ends_on=day)


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (exams, "mock exams for Year 8"),
        (absence, "is away that day"),
        (smaller_room, "The room is no longer lent, or not large enough."),
        (no_room, "The room is no longer lent, or not large enough."),
        (block, "needed for"),
    ],
)
def test_a_time_that_no_longer_holds_is_not_booked(
    lead: Client, there: World, happens: Callable[[World, dt.date], None], sentence: str
) -> None:
    draft = up_to_check(lead, there)
    second = drafts.offer_of(draft_again(draft)).slots[1].date
    with recording.acting(by=SYSTEM, verb="test"):
        happens(there, second)
    answer = lead.post(f"/groups/book/{draft.pk}/check/")
    assert answer.status_code == 409
    assert "That time is no longer free. " in answer.content.decode()
    assert sentence in answer.content.decode()
    assert answer.context["free"] == [] or len(answer.context["free"]) == 3
    assert Series.objects.count() == 0


def test_what_became_free_meanwhile_does_not_stand_in_the_way(lead: Client, there: World) -> None:
    other = book(there, pupils=[])
    draft = up_to_check(lead, there)
    series_actions.cancel(series=other, reason=CancelReason.TOO_FEW, by=SYSTEM)
    lead.post(f"/groups/book/{draft.pk}/check/")
    assert Series.objects.filter(booked_by=there.lead).count() == 1


def test_a_pupil_of_another_year_group_is_not_booked(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    moved = there.pupils[0]
    with recording.acting(by=SYSTEM, verb="test"):
        moved.year_group_override = 9
        moved.save()
    answer = lead.post(f"/groups/book/{draft.pk}/check/")
    assert answer.status_code == 403
    assert f"{moved.name} is not in a year group chosen" in answer.content.decode().replace("&#x27;", "'")
    assert Series.objects.count() == 0


def test_a_second_press_and_every_way_back_lead_to_the_group(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    lead.post(f"/groups/book/{draft.pk}/check/")
    series = Series.objects.get()
    posted = [lead.post(f"/groups/book/{draft.pk}/{step}/") for step in ("check", "choose", "discard", "programme")]
    got = [lead.get(f"/groups/book/{draft.pk}/{step}") for step in ("", "programme/", "pupils/", "times/", "check/")]
    assert {answer.headers.get("Location") for answer in [*posted, *got]} == {f"/groups/{series.pk}/"}
    assert Series.objects.count() == 1


@pytest.mark.both_engines
def test_a_second_press_that_read_the_draft_before_books_nothing_more(lead: Client, there: World) -> None:
    up_to_check(lead, there)
    early = BookingDraft.objects.select_related("school", "programme").get()
    first = draft_actions.confirm(draft=draft_again(early), by=there.lead)
    assert draft_actions.confirm(draft=early, by=there.lead) == first
    assert Series.objects.count() == 1


def test_a_booked_draft_is_not_listed_holds_no_pupils_and_goes_with_the_next_start(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    lead.post(f"/groups/book/{draft.pk}/check/")
    assert str(draft.pk) not in lead.get("/groups/book/").content.decode()
    assert str(draft.pk) not in lead.get("/home/").content.decode()
    assert draft.pupils.count() == 0
    with time_machine.travel("2026-09-15 08:30+01:00", tick=False):
        lead.force_login(there.lead)
        lead.post("/groups/book/")
    assert not BookingDraft.objects.filter(pk=draft.pk).exists()


def test_going_back_keeps_a_time_that_was_asked_about(lead: Client, there: World) -> None:
    draft = up_to_times(lead, there)
    best = {offer.key for offer in offers(there.lead, drafts.wanted(draft_again(draft), there.lead))}
    asked = about(there.lead, drafts.wanted(draft_again(draft), there.lead), 2, 600).offer
    assert asked.key not in best
    lead.post(f"/groups/book/{draft.pk}/times/?weekday=2&minute=600", {"offer": asked.key})
    page = lead.get(f"/groups/book/{draft.pk}/times/")
    assert page.content.decode().count("checked") == 1
    assert page.context["offers"][0].offer.key == asked.key
    assert page.context["offers"][0].offer.reasons == asked.reasons
    again = lead.post(f"/groups/book/{draft.pk}/times/", {"offer": asked.key})
    assert again.headers["Location"].endswith("/check/")


def test_whoever_was_placed_meanwhile_is_left_out_and_no_other_time_is_offered(lead: Client, there: World) -> None:
    draft = up_to_check(lead, there)
    book(there, pupils=[there.pupils[0]])
    page = lead.post(f"/groups/book/{draft.pk}/check/").content.decode()
    assert f"{there.pupils[0].name} is already in {there.programme}" in page
    assert "These times are free now" not in page
    assert f'<a href="/groups/book/{draft.pk}/pupils/">Choose who comes again</a>' in page

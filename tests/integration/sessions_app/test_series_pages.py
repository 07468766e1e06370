"""The list of groups, the page of one, and the pages that change it."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from sessions_app.actions import session as session_actions
from sessions_app.enums import CancelReason
from sessions_app.models import Notice, Series, SupportSession
from tests.factories.access import member_of
from tests.factories.calendar import TermFactory
from tests.factories.people import YoungPersonFactory
from tests.factories.places import RoomBlockFactory, RoomFactory
from tests.factories.sessions import ProgrammeFactory
from tests.factories.world import World, world
from tests.support.booking import A_WEDNESDAY, TEN, book, dates, offer, sessions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


@pytest.fixture
def series(there: World) -> Series:
    return book(there)


@pytest.fixture
def lead(client: Client, there: World) -> Client:
    client.force_login(there.lead)
    return client


def moved(date: dt.date, start: int, there: World) -> dict:
    return {
        "date_0": date.day, "date_1": date.month, "date_2": date.year, "start_minute": start, "room": there.room.pk,
    }  # fmt: skip


def test_the_list_shows_only_what_the_reader_may_see(lead: Client, there: World, series: Series) -> None:
    other = book(there, offer(there, start=14 * 60, school=1), school=1)
    assert list(lead.get("/groups/").context["page"]) == [series]
    lead.force_login(there.manager)
    assert set(lead.get("/groups/").context["page"]) == {series, other}


@pytest.mark.parametrize(
    ("query", "found"),
    [("text=worry", 1), ("text=nothing", 0), ("state=cancelled", 0), ("state=confirmed", 1), ("kind=group", 1),
     ("kind=one_to_one", 0), ("school=not-an-id", 1), ("page=99", 1)],
)  # fmt: skip
def test_the_list_can_be_narrowed(lead: Client, there: World, series: Series, query: str, found: int) -> None:
    assert len(lead.get(f"/groups/?{query}").context["page"]) == found


def test_a_school_that_is_none_gets_a_sentence_and_the_whole_list(lead: Client, there: World, series: Series) -> None:
    page = lead.get("/groups/?school=x").content.decode()
    summary = page.split("nhsuk-error-summary__list")[1].split("</ul>")[0]
    assert "There is nothing to see at that school. This is the list of all schools." in summary
    assert str(series.pk) in page


def test_the_list_tells_when_a_run_begins_that_was_moved_since(lead: Client, there: World, series: Series) -> None:
    assert "16 September 2026" in lead.get("/groups/").content.decode()
    session_actions.move_rest(session=sessions(series)[0], date=dt.date(2027, 4, 14), by=SYSTEM)
    for address in ("/groups/", "/home/"):
        page = lead.get(address).content.decode()
        assert ("14 April 2027" in page, "16 September 2026" in page) == (True, False)


def test_an_empty_list_says_what_to_do(lead: Client, there: World) -> None:
    assert "Nothing is booked" in lead.get("/groups/").content.decode()
    assert "Clear the filters" in lead.get(f"/groups/?school={there.schools[0].pk}").content.decode()


def test_a_group_of_another_school_is_not_found(client: Client, there: World, series: Series) -> None:
    client.force_login(there.leads[1])
    assert client.get(f"/groups/{series.pk}/").status_code == 404
    assert client.get(f"/sessions/{sessions(series)[0].pk}/move/").status_code == 404


def test_looking_at_a_group_with_names_leaves_a_view_event(lead: Client, there: World, series: Series) -> None:
    page = lead.get(f"/groups/{series.pk}/").content.decode()
    assert there.pupils[0].family_name in page.replace("&#x27;", "'")
    assert AuditEvent.objects.filter(kind="viewed", row_id=str(series.pk), actor_id=there.lead.audit_id).count() == 1


def test_reception_is_not_told_what_a_group_is_for(client: Client, there: World, series: Series) -> None:
    client.force_login(member_of(there.school, RoleName.SCHOOL_STAFF))
    assert client.get("/groups/").status_code == 403
    assert client.get(f"/groups/{series.pk}/").status_code == 404
    assert client.get(f"/groups/{series.pk}/cancel/").status_code == 404
    assert f"/groups/{series.pk}/" not in client.get(f"/sessions/{sessions(series)[0].pk}/").content.decode()
    assert client.get(f"/sessions/{sessions(series)[0].pk}/move/").status_code == 403


def test_a_session_is_moved(lead: Client, there: World, series: Series) -> None:
    first = sessions(series)[0]
    answer = lead.post(f"/sessions/{first.pk}/move/", moved(dt.date(2026, 9, 17), 14 * 60, there))
    assert answer.headers["Location"] == f"/sessions/{first.pk}/"
    first.refresh_from_db()
    assert (first.date, first.start_minute) == (dt.date(2026, 9, 17), 14 * 60)


def test_a_session_that_collides_stays_and_free_times_are_shown(lead: Client, there: World, series: Series) -> None:
    book(there, offer(there, start=14 * 60, count=1), pupils=[])
    first = sessions(series)[0]
    answer = lead.post(f"/sessions/{first.pk}/move/", moved(A_WEDNESDAY, 14 * 60, there))
    assert answer.status_code == 409
    assert len(answer.context["free"]) == 3
    assert [time.promised for time in answer.context["free"]] == ["", "", ""]
    assert "That time is no longer free" in answer.content.decode()
    first.refresh_from_db()
    assert first.start_minute == TEN


def buttons(page: str, action: str) -> list[dict]:
    """What each form that posts to this address would send, its hidden fields that is."""
    forms = [form.split("</form>")[0] for form in page.split("<form")[1:] if f'action="{action}"' in form]
    return [dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)) for form in forms]


@pytest.mark.parametrize(
    ("path", "goes_to", "typed"),
    [
        ("move", "move", {"start_minute": 14 * 60}),
        ("move-rest", "move-rest", {"start_minute": 14 * 60}),
    ],
)
def test_a_free_time_is_taken_by_its_button(
    lead: Client, there: World, series: Series, path: str, goes_to: str, typed: dict
) -> None:
    book(there, offer(there, start=14 * 60), pupils=[])
    first = sessions(series)[0]
    answer = lead.post(f"/sessions/{first.pk}/{path}/", {**moved(A_WEDNESDAY, 0, there), **typed})
    assert answer.status_code == 409
    action = f"/sessions/{first.pk}/{goes_to}/"
    free = buttons(answer.content.decode(), action)
    assert [(given["version"], int(given["start_minute"])) for given in free] == [
        (str(first.version), time.start_minute) for time in answer.context["free"]
    ]
    assert len(free) == 3
    assert lead.post(action, free[1]).status_code == 302
    first.refresh_from_db()
    assert (first.date, first.start_minute) == (answer.context["free"][1].date, int(free[1]["start_minute"]))


def test_one_added_at_the_end_takes_the_next_week_that_is_free(lead: Client, there: World, series: Series) -> None:
    book(there, offer(there, dt.date(2026, 11, 4), count=1), pupils=[])  # in the week after the last one
    first = sessions(series)[0]
    assert lead.post(f"/sessions/{first.pk}/cancel/", {"reason": "exams", "add_at_end": "on"}).status_code == 302
    assert sessions(series)[-1].date == dt.date(2026, 11, 11)


def test_the_time_it_is_at_is_not_offered_instead(lead: Client, there: World, series: Series) -> None:
    book(there, offer(there, start=14 * 60), pupils=[])
    first = sessions(series)[0]
    free = lead.post(f"/sessions/{first.pk}/move/", moved(A_WEDNESDAY, 14 * 60, there)).context["free"]
    assert len(free) == 3
    assert (first.date, first.start_minute) not in [(time.date, time.start_minute) for time in free]


def test_a_free_time_on_an_old_page_changes_nothing(lead: Client, there: World, series: Series) -> None:
    book(there, offer(there, start=14 * 60, count=1), pupils=[])
    first = sessions(series)[0]
    page = lead.post(f"/sessions/{first.pk}/move/", moved(A_WEDNESDAY, 14 * 60, there)).content.decode()
    session_actions.move(session=first, date=dt.date(2026, 9, 18), start_minute=TEN, by=SYSTEM)
    old = buttons(page, f"/sessions/{first.pk}/move/")[0]
    assert lead.post(f"/sessions/{first.pk}/move/", old).status_code == 409
    first.refresh_from_db()
    assert first.date == dt.date(2026, 9, 18)


def test_a_session_cannot_be_moved_into_the_holidays_and_what_was_typed_stays(
    lead: Client, there: World, series: Series
) -> None:
    first = sessions(series)[0]
    answer = lead.post(f"/sessions/{first.pk}/move/", moved(dt.date(2026, 10, 28), 14 * 60, there))
    assert answer.status_code == 422
    assert "half-term" in answer.content.decode()
    assert 'value="28"' in answer.content.decode()


def test_this_and_all_later_sessions_are_moved(lead: Client, there: World, series: Series) -> None:
    third = sessions(series)[2]
    given = {"date_0": "1", "date_1": "10", "date_2": "2026", "start_minute": ""}
    lead.post(f"/sessions/{third.pk}/move-rest/", given)
    assert [d for _, d, _ in dates(series)][2:4] == [dt.date(2026, 10, 1), dt.date(2026, 10, 8)]


def test_one_session_is_cancelled_with_its_reason(lead: Client, there: World, series: Series) -> None:
    lead.post(f"/sessions/{sessions(series)[0].pk}/cancel/", {"reason": "exams"})
    assert sessions(series)[0].get_cancel_reason_display() == "Exams"


def test_cancelling_needs_a_reason(lead: Client, there: World, series: Series) -> None:
    answer = lead.post(f"/sessions/{sessions(series)[0].pk}/cancel/", {})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert sessions(series)[0].state == "planned"


def test_moving_the_rest_over_the_summer_is_asked_about_first(lead: Client, there: World) -> None:
    TermFactory(
        calendar=there.school.calendar, name="Autumn", starts_on=dt.date(2027, 9, 7), ends_on=dt.date(2027, 12, 17)
    )
    series = book(there, offer(there, dt.date(2027, 6, 9)))
    third = sessions(series)[2]
    path, typed = f"/sessions/{third.pk}/move-rest/", {"date_0": "14", "date_1": "7", "date_2": "2027"}
    assert "over_summer" not in lead.get(path).content.decode()

    asked = lead.post(path, typed).content.decode()
    assert "The summer holiday would come between: Wednesday 14 July 2027 is the last session before it" in asked
    assert 'name="over_summer"' in asked
    assert sessions(series)[2].date == third.date
    lead.post(path, typed | {"over_summer": "on"})
    assert [s.date.month for s in sessions(series) if s.state == "planned"] == [6, 6, 7, 9, 9, 9]


@pytest.mark.parametrize(("verb", "typed"), [("cancel", {"reason": "exams"}), ("skip", {"note": "School trip"})])
def test_a_session_added_after_the_summer_is_asked_about_first(lead: Client, there: World, verb: str, typed) -> None:
    typed = typed | {"add_at_end": "on"}
    TermFactory(
        calendar=there.school.calendar, name="Autumn", starts_on=dt.date(2027, 9, 7), ends_on=dt.date(2027, 12, 17)
    )
    series = book(there, offer(there, dt.date(2027, 6, 9)))
    path = f"/sessions/{sessions(series)[0].pk}/{verb}/"
    assert "over_summer" not in lead.get(path).content.decode()

    asked = lead.post(path, typed).content.decode()
    assert "The summer holiday would come between: Wednesday 14 July 2027 is the last session before it" in asked
    assert "the next is on Wednesday 8 September 2027. Say that this is meant, or do not add one." in asked
    assert {s.state for s in sessions(series)} == {"planned"}
    lead.post(path, typed | {"over_summer": "on"})
    assert [s.date.month for s in sessions(series) if s.state == "planned"] == [6, 6, 6, 7, 7, 9]


def test_a_week_is_left_out_and_taken_up_again(lead: Client, there: World, series: Series) -> None:
    first = sessions(series)[0]
    lead.post(f"/sessions/{first.pk}/skip/", {"note": "school trip"})
    assert SupportSession.objects.get(pk=first.pk).note == "school trip"
    lead.post(f"/sessions/{first.pk}/revive/")
    assert SupportSession.objects.get(pk=first.pk).state == "planned"


def test_a_week_whose_time_was_taken_cannot_be_taken_up_again(lead: Client, there: World, series: Series) -> None:
    first = session_actions.cancel(session=sessions(series)[0], reason=CancelReason.OTHER, by=SYSTEM)
    book(there, offer(there, count=1), pupils=[])
    page = lead.post(f"/sessions/{first.pk}/revive/", follow=True).content.decode()
    assert "That time is no longer free" in page


def test_a_week_is_not_taken_up_again_in_a_room_that_is_not_lent_and_the_page_says_why(
    lead: Client, there: World, series: Series
) -> None:
    first = sessions(series)[0]
    lead.post(f"/sessions/{first.pk}/skip/", {"note": "school trip"})
    RoomBlockFactory(room=there.room, starts_on=first.date, ends_on=first.date, reason="mock exams")
    page = lead.post(f"/sessions/{first.pk}/revive/", follow=True).content.decode()
    assert "So it cannot be held after all." in page
    assert SupportSession.objects.get(pk=first.pk).state == "skipped"


def test_the_whole_group_is_cancelled_only_when_confirmed(lead: Client, there: World, series: Series) -> None:
    lead.post(f"/groups/{series.pk}/cancel/", {"reason": "too_few"})
    series.refresh_from_db()
    assert series.state == "confirmed"
    lead.post(f"/groups/{series.pk}/cancel/", {"reason": "too_few", "sure": "on"})
    series.refresh_from_db()
    assert series.state == "cancelled"


def test_a_group_is_paused_and_goes_on(lead: Client, there: World, series: Series) -> None:
    lead.post(f"/groups/{series.pk}/pause/", {"note": "the hall is being repaired"})
    chosen = lead.get(f"/groups/{series.pk}/resume/").context["offers"][0]
    lead.post(f"/groups/{series.pk}/resume/", {"offer": chosen.key})
    series.refresh_from_db()
    assert series.state == "confirmed"
    assert [number for number, _, state in dates(series) if state == "planned"] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("move", {"date_0": 18, "date_1": 9, "date_2": 2026, "start_minute": 600}),
        ("move-rest", {"date_0": 18, "date_1": 9, "date_2": 2026, "start_minute": ""}),
        ("cancel", {"reason": "exams"}),
        ("skip", {"note": "school trip"}),
    ],
)
def test_a_second_window_hears_of_a_newer_change_and_keeps_what_was_typed(
    lead: Client, there: World, series: Series, path: str, typed: dict
) -> None:
    first = sessions(series)[0]
    second = Client()
    second.force_login(there.manager)
    typed = {**typed, "version": second.get(f"/sessions/{first.pk}/{path}/").context["form"]["version"].value()}
    if path == "move":
        typed["room"] = there.room.pk
    lead.post(f"/sessions/{first.pk}/move/", moved(dt.date(2026, 9, 17), 14 * 60, there))
    answer = second.post(f"/sessions/{first.pk}/{path}/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "it is now on Thursday 17 September at 14:00" in page
    assert answer.context["free"] == []
    assert '<input type="hidden" name="version" value="2"' in page
    kept = {name: str(value) for name, value in typed.items() if name != "version"}
    assert {name: str(answer.context["form"].data[name]) for name in kept} == kept
    first.refresh_from_db()
    assert (first.date, first.state) == (dt.date(2026, 9, 17), "planned")


@pytest.mark.parametrize(
    ("path", "typed"), [("cancel", {"reason": "too_few", "sure": "on"}), ("pause", {"note": "repairs"})]
)
def test_a_second_window_changes_no_run_that_was_changed_since(
    lead: Client, there: World, series: Series, path: str, typed: dict
) -> None:
    second = Client()
    second.force_login(there.manager)
    seen = second.get(f"/groups/{series.pk}/{path}/").context["form"]["version"].value()
    lead.post(f"/groups/{series.pk}/pause/", {"note": "exams"})
    chosen = lead.get(f"/groups/{series.pk}/resume/").context["offers"][0]
    lead.post(f"/groups/{series.pk}/resume/", {"offer": chosen.key})
    answer = second.post(f"/groups/{series.pk}/{path}/", {**typed, "version": seen})
    assert answer.status_code == 409
    assert "Somebody has changed this run in the meantime: it is now booked" in answer.content.decode()
    series.refresh_from_db()
    assert series.state == "confirmed"


def test_a_second_window_does_not_take_up_a_week_that_was_changed_since(
    lead: Client, there: World, series: Series
) -> None:
    first = sessions(series)[0]
    lead.post(f"/sessions/{first.pk}/skip/", {"note": "school trip"})
    assert 'name="version" value="2"' in lead.get(f"/groups/{series.pk}/").content.decode()
    lead.post(f"/sessions/{first.pk}/revive/", {"version": 2})
    lead.post(f"/sessions/{first.pk}/skip/", {"note": "exams"})
    page = lead.post(f"/sessions/{first.pk}/revive/", {"version": 2}, follow=True).content.decode()
    assert "Somebody has changed this session in the meantime" in page


def test_a_run_that_goes_on_offers_no_button_for_the_weeks_left_by_its_pause(
    lead: Client, there: World, series: Series
) -> None:
    lead.post(f"/groups/{series.pk}/pause/", {"note": "exams"})
    assert "Hold it after all" in lead.get(f"/groups/{series.pk}/").content.decode()
    chosen = lead.get(f"/groups/{series.pk}/resume/").context["offers"][0]
    lead.post(f"/groups/{series.pk}/resume/", {"offer": chosen.key})
    assert "Hold it after all" not in lead.get(f"/groups/{series.pk}/").content.decode()


def test_a_pupil_is_added_and_taken_out(lead: Client, there: World, series: Series) -> None:
    page = lead.get(f"/groups/{series.pk}/add/")
    assert set(page.context["form"].pupils.values()) == set(there.pupils[6:])
    lead.post(f"/groups/{series.pk}/add/", {"pupil": str(there.pupils[6].pk)})
    assert series.places.filter(young_person=there.pupils[6]).exists()
    asked = lead.get(f"/groups/{series.pk}/release/{there.pupils[6].pk}/").content.decode()
    assert "Nobody waits: the place stays open" in asked
    assert series.places.filter(young_person=there.pupils[6]).exists()
    lead.post(f"/groups/{series.pk}/release/{there.pupils[6].pk}/")
    assert not series.places.filter(young_person=there.pupils[6]).exists()
    again = lead.post(f"/groups/{series.pk}/release/{there.pupils[6].pk}/", follow=True).content.decode()
    assert "has no place in this group and does not wait for one" in again


def test_a_full_group_says_that_they_wait(lead: Client, there: World) -> None:
    full = book(there, pupils=list(there.pupils))
    late = YoungPersonFactory(school=there.school, consented=True)
    page = lead.post(f"/groups/{full.pk}/add/", {"pupil": str(late.pk)}, follow=True).content.decode()
    assert "is on the waiting list" in page
    assert late.name in lead.get(f"/groups/{full.pk}/release/{there.pupils[0].pk}/").content.decode()
    asked = lead.get(f"/groups/{full.pk}/release/{late.pk}/").content.decode()
    assert f"Take {late.name} off the waiting list?" in asked
    off = lead.post(f"/groups/{full.pk}/release/{late.pk}/", follow=True).content.decode()
    assert "is no longer on the waiting list" in off


def test_a_past_session_offers_no_change(lead: Client, there: World, series: Series) -> None:
    with time_machine.travel("2026-09-16 12:00+01:00"):
        lead.force_login(there.lead)
        assert lead.get(f"/sessions/{sessions(series)[0].pk}/move/").status_code == 403


def test_a_school_is_not_told_what_a_course_of_one_is_for(client: Client, there: World) -> None:
    low_mood = ProgrammeFactory(one_to_one=True, name="Lifting low mood")
    person = there.practitioners[0]
    one = book(there, programme=low_mood, practitioners=[person], pupils=[there.pupils[0]])
    client.force_login(there.lead)
    told = [
        client.get(path).content.decode()
        for path in ("/home/", "/groups/", "/notices/", f"/sessions/{sessions(one)[0].pk}/")
    ]
    assert [page for page in told if "Lifting low mood" in page] == []
    assert client.get(f"/groups/{one.pk}/").status_code == 404
    assert [notice.sentence for notice in Notice.objects.filter(to=there.lead, series=one)] == [
        f"A 1:1 course is booked at {one.school} from Wednesday 16 September."
    ]
    client.force_login(there.manager)
    assert client.get(f"/groups/{one.pk}/").status_code == 200
    cancelled = client.post(f"/groups/{one.pk}/cancel/", {"reason": "too_few", "sure": "on", "version": 1}, follow=True)
    assert "The course is cancelled." in cancelled.content.decode()
    assert "Lifting low mood" in client.get(f"/timetable/practitioner/{person.pk}/?week=2026-09-14").content.decode()


def test_adding_a_pupil_says_who_is_in_another_group_already(lead: Client, there: World, series: Series) -> None:
    other = book(there, offer(there, start=13 * 60), programme=ProgrammeFactory(), pupils=[there.pupils[6]])
    in_the_same = YoungPersonFactory(school=there.school, given_name="Ottoline", consented=True)
    book(there, offer(there, start=14 * 60), pupils=[in_the_same])
    assert lead.post(f"/groups/{series.pk}/add/", {}).status_code == 422
    page = lead.get(f"/groups/{series.pk}/add/").content.decode().replace("&#x27;", "'")
    assert f"{there.pupils[6].name} (Already in {other.programme} until 21 October)" in page
    assert f">{there.pupils[7].name}</option>" in page
    assert "Ottoline" not in page


def test_places_are_counted_by_the_smallest_room_ahead(lead: Client, there: World, series: Series) -> None:
    small = RoomFactory(school=there.school, capacity=9)
    with recording.acting(by=SYSTEM, verb="test"):
        series.sessions.filter(number=4).update(room=small)
    page = lead.get(f"/groups/{series.pk}/").content.decode()
    assert "Places: 6 of 7" in page
    assert "takes 8, but a room of the sessions ahead is too small for that" in page
    assert "6 of 7" in lead.get("/groups/").content.decode()
    with time_machine.travel("2026-10-08 08:00+01:00", tick=False):
        lead.force_login(there.lead)
        assert "Places: 6 of 8" in lead.get(f"/groups/{series.pk}/").content.decode()


def test_a_cancelled_session_keeps_no_number_that_another_has(lead: Client, there: World, series: Series) -> None:
    session_actions.cancel(session=sessions(series)[4], reason=CancelReason.EXAMS, by=there.lead, add_at_end=True)
    session_actions.skip(session=sessions(series)[2], note="trip", by=there.lead, add_at_end=True)
    page = lead.get(f"/groups/{series.pk}/").content.decode()
    assert re.findall(r"<th scope=\"row\">(?:<a [^>]+>)?([^<]+)<", page) == [
        "1 of 6", "2 of 6", "Left out", "3 of 6", "Cancelled", "4 of 6", "5 of 6", "6 of 6",
    ]  # fmt: skip
    assert page.count('data-label="Change"') == 6  # a phone shows no empty "Change:" for the other two
    off = lead.get(f"/timetable/school/{there.school.pk}/?week={sessions(series)[4].date:%Y-%m-%d}").content.decode()
    assert "Cancelled" in off
    assert "5 of 6" not in off


def test_when_nobody_can_be_added_it_says_why(lead: Client, there: World, series: Series) -> None:
    course = book(there, offer(there, start=14 * 60), programme=there.programme, pupils=list(there.pupils[6:]))
    page = lead.get(f"/groups/{series.pk}/add/").content.decode()
    assert f"<li>{there.pupils[6].name}: Already in {course.programme} until 21 October.</li>" in page
    assert ">Add</button>" not in page


def test_a_date_far_off_is_said_with_its_year(lead: Client, there: World, series: Series) -> None:
    first = sessions(series)[0]
    said = [
        lead.post(f"/sessions/{first.pk}/move/", moved(date, TEN, there)).content.decode()
        for date in (dt.date(2020, 1, 1), dt.date(2026, 9, 11))
    ]
    assert "Wednesday 1 January 2020 is over" in said[0]
    assert "Friday 11 September is over" in said[1]

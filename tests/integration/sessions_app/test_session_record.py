"""Writing about a session on its pages: with the button, with the script's own saving, in two windows, and who may."""

import datetime as dt
import json

import pytest
import time_machine
from django.db import connection
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.models import Practitioner
from sessions_app.enums import RecordState, ReferralState
from sessions_app.models import Attendance, Referral, SessionRecord, SupportSession
from tests.factories import A_MONDAY, AttendanceFactory, ProgrammeFactory, World, member_of, world
from tests.support.timetable import session_in
from tests.support.writing_up import AFTERWARDS, came, one_to_one, session_of

pytestmark = pytest.mark.django_db
CANARY = "Zebrafinch said so at lunch"


@pytest.fixture(autouse=True)
def afterwards():
    with time_machine.travel(AFTERWARDS, tick=False):
        yield


@pytest.fixture
def there() -> World:
    return world(pupils=2)


@pytest.fixture
def referral(there: World) -> Referral:
    return one_to_one(there)


@pytest.fixture
def page(there: World, referral: Referral) -> str:
    """The address of what is written about the first session."""
    return f"/sessions/{session_of(referral).pk}/record/{there.pupils[0].pk}/"


@pytest.fixture
def practitioner(client: Client, there: World) -> User:
    client.force_login(there.practitioner.user)
    return there.practitioner.user


def words(response) -> str:
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def note(user: User, version: int = 1, **given: str) -> dict[str, str]:
    return {"version": str(version), "writer": str(user.pk), **given}


def test_one_to_one_from_not_written_to_signed(client: Client, practitioner: User, there: World, page: str) -> None:
    session = SupportSession.objects.get(pk=page.split("/")[2])
    assert "Write up" in words(client.get(f"/sessions/{session.pk}/"))
    assert client.get(f"/sessions/{session.pk}/record/").headers["location"] == page
    assert f"Did {there.pupils[0].name} come?" in words(client.get(page))

    missing = client.post(page, {"code": "3", "mechanism": "01"})
    assert missing.status_code == 422
    assert "Choose why, as the school tells it" in words(missing)
    assert client.post(page, {"code": "5", "mechanism": "11", "minutes": "45"}).status_code == 302
    assert "Counts as a contact nationally" in words(client.get(page))

    client.post(page, note(practitioner, note="Talked about the hall.", done="1"))
    refused = client.post(page, note(practitioner, 2, note="Talked about the hall.", sign="1", done="1"), follow=True)
    assert refused.redirect_chain == [(f"{page}?unsigned=1", 302)]
    assert "Talked about the hall.</textarea>" in words(refused)
    assert "Write what was asked and said about being safe" in words(refused)
    signed = client.post(page, note(practitioner, 2, note="Talked about the hall.", safety="Safe.", sign="1"))
    assert signed.status_code == 302
    shown = words(client.get(page))
    assert "Talked about the hall." in shown
    assert "<textarea" not in shown

    client.post(f"{page}add/", {"words": "Rang the school."})
    assert "Rang the school." in words(client.get(page))
    verbs = set(AuditEvent.objects.filter(kind="viewed").values_list("verb", flat=True))
    assert {"session_record.detail", "session.detail"} <= verbs


def test_the_page_saves_by_itself(client: Client, practitioner: User, page: str) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    answer = client.post(
        f"{page}save/", note(practitioner, 0, note="Half a sen"), headers={"accept": "application/json"}
    )
    assert answer.json() == {"version": 1, "saved": "12:00:00"}
    standing = client.get(f"{page}standing/").json()
    assert (standing["version"], standing["writer"]) == (1, str(practitioner.pk))
    assert "Half a sen" in words(client.get(page))


def test_two_windows_lose_nothing(client: Client, practitioner: User, page: str) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    client.post(f"{page}save/", note(practitioner, 0, note="From the first window."))

    answer = client.post(f"{page}save/", note(practitioner, 0, note="From the second."))
    assert answer.status_code == 409
    assert answer.json()["code"] == "changed"
    assert "Nothing you wrote is lost" in answer.json()["error"]

    both = client.post(page, note(practitioner, 0, note="From the second."))
    assert both.status_code == 409
    assert "From the first window.</textarea>" in words(both)
    assert "<p>From the second.</p>" in words(both)
    assert 'name="version" value="1"' in words(both)
    client.post(page, note(practitioner, 1, note="From the first window. From the second."))
    assert SessionRecord.objects.get().note == "From the first window. From the second."


def test_a_refused_sign_that_is_sent_again_overwrites_nothing(client: Client, practitioner: User, page: str) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    empty = note(practitioner, 0, note="", sign="1")
    assert "Write a note about the session before you sign" in words(client.post(page, empty, follow=True))
    version = SessionRecord.objects.get().version
    client.post(f"{page}save/", note(practitioner, version, note="Typed since."))

    again = client.post(page, empty)  # as a browser does that loads the page anew
    assert again.status_code == 409
    assert "Typed since.</textarea>" in words(again)
    version += 1
    assert f'name="version" value="{version}"' in words(again)
    client.post(page, note(practitioner, version, note="Typed since.", safety="Safe.", sign="1"))
    assert SessionRecord.objects.get().note == "Typed since."


def test_choices_of_another_window_stand_beside_too(client: Client, practitioner: User, page: str) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    client.post(f"{page}save/", note(practitioner, 0, note="First."))
    late = client.post(page, note(practitioner, 0, done="1", safety_owner=_owner(practitioner)))
    shown = words(late)
    assert shown.count("Sent from this page, and not saved:") == 2
    assert f"<p>{practitioner.name}</p>" in shown


def test_what_was_typed_while_another_window_signed_is_offered_as_an_addition(
    client: Client, practitioner: User, page: str
) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    client.post(page, note(practitioner, 0, note="First.", safety="Safe.", sign="1"))
    late = client.post(page, note(practitioner, 1, note="First. And this."))
    assert late.status_code == 409
    assert "First. And this." in words(late)
    assert f'action="{page}add/"' in words(late)


def test_words_keep_their_writer(client: Client, practitioner: User, there: World, page: str) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    client.force_login(there.manager)
    answer = client.post(f"{page}save/", note(practitioner, 0, note="Whose?"))
    assert (answer.status_code, answer.json()["code"]) == (403, "other-writer")
    assert not SessionRecord.objects.exists()


def test_a_page_that_was_signed_out_is_told_so(client: Client, practitioner: User, page: str) -> None:
    client.logout()
    for method, path in ((client.post, "save/"), (client.get, "standing/")):
        assert method(f"{page}{path}", headers={"accept": "application/json"}).status_code == 401


def test_a_group_is_written_down_at_once(client: Client, practitioner: User, there: World) -> None:
    session = session_in(there)
    path = f"/sessions/{session.pk}/record/"
    one, other = (person.pk for person in there.pupils)
    sent = {
        "mechanism": "01", f"{one}-code": "5", f"{one}-minutes": "60", f"{other}-code": "3", f"{other}-minutes": "60",
    }  # fmt: skip
    asked = words(client.get(path))
    after_question = asked.partition(f"Did {there.pupils[0].name} come?")[2].partition("</legend>")[0]
    assert (after_question.strip(), "do not count as a contact of the four-week clock" in asked) == ("", True)
    nobody = client.post(path, {"mechanism": "01"})
    assert (nobody.status_code, "Say of somebody in this session whether they came." in words(nobody)) == (422, True)
    wrong = client.post(path, sent)
    assert wrong.status_code == 422
    assert words(wrong).count("There is a problem") == 1
    assert client.post(path, {**sent, f"{other}-why_not_there": "trip"}).status_code == 302
    assert dict(Attendance.objects.values_list("young_person", "minutes")) == {one: 60, other: None}
    shown = words(client.get(path))
    assert "Came on time, 60 minutes" in shown
    assert "Was not brought, no word: on a trip" in shown


def test_a_workshop_is_counted_by_head(client: Client, there: World) -> None:
    there = world(pupils=0)
    client.force_login(there.practitioner.user)
    session = session_in(there, programme=ProgrammeFactory(workshop=True), number=1)
    path = f"/sessions/{session.pk}/record/"
    assert "How many came?" in words(client.get(path))
    assert client.post(path, {"kind": "01", "came": "many", "minutes": "60"}).status_code == 422
    assert client.post(path, {"kind": "01", "came": "28", "minutes": "60"}).status_code == 302
    assert SupportSession.objects.get(pk=session.pk).state == "held"


def test_a_group_in_which_somebody_was_written_down_is_never_counted_by_head(
    client: Client, practitioner: User, there: World
) -> None:
    session = session_in(there)
    AttendanceFactory(session=session, young_person=there.pupils[0])
    with recording.acting(by=SYSTEM, verb="test"):  # those who have a place now took it after this session
        session.series.places.filter(young_person__isnull=False).update(taken_at=clock.now() + dt.timedelta(days=1))

    page = words(client.get(f"/sessions/{session.pk}/record/"))

    assert there.pupils[0].name in page
    assert "How many came?" not in page


def test_attendance_is_corrected_with_its_history(client: Client, practitioner: User, page: str) -> None:
    row = came(SupportSession.objects.get(pk=page.split("/")[2]), minutes=45)
    given = {"code": "3", "why_not_there": "absent", "mechanism": "01", "seen_at": row.recorded_at.isoformat()}
    assert client.post(f"{page}came/", given).status_code == 422
    assert client.post(f"{page}came/", {**given, "why": "Mixed two up."}).status_code == 302
    shown = words(client.get(page))
    assert "Was not brought, no word: absent from school" in shown
    assert "Came on time, 45 minutes, face to face." in shown
    assert "Mixed two up." in shown


def test_steps_are_offered_and_taken_by_a_person(
    client: Client, practitioner: User, there: World, referral: Referral, page: str
) -> None:
    client.post(page, {"code": "5", "mechanism": "01", "minutes": "45"})
    assert "Begin the assessment" in words(client.get(page))
    client.post(f"/referrals/{referral.pk}/go-on/", {"to": "assessment"})
    plan = f"/referrals/{referral.pk}/plan/"
    assert "No plan has been agreed yet" in words(client.get(plan))
    date = {"agreed_on_0": str(A_MONDAY.day), "agreed_on_1": str(A_MONDAY.month), "agreed_on_2": str(A_MONDAY.year)}
    assert client.post(plan, {"problem": "The hall.", "plan": "", **date}).status_code == 422
    assert client.post(plan, {"problem": "The hall.", "plan": "Small steps.", **date}).status_code == 302
    shown = words(client.get(plan))
    assert "Small steps." in shown
    assert "Begin the support" in shown
    client.post(f"/referrals/{referral.pk}/go-on/", {"to": "in_intervention"})
    client.post(f"/referrals/{referral.pk}/go-on/", {"to": "closed"})
    referral.refresh_from_db()
    assert (referral.state, referral.plan_on) == (ReferralState.IN_INTERVENTION, A_MONDAY)


def test_what_is_to_write_up_stands_on_the_first_page_until_it_is_signed(
    client: Client, practitioner: User, page: str
) -> None:
    assert "Nothing is written yet" in words(client.get("/home/"))
    assert "Write up" in words(client.get("/timetable/"))
    client.post(page, {"code": "5", "mechanism": "01", "minutes": "45"})
    assert "1 note is not signed" in words(client.get("/sessions/to-write-up/"))
    client.post(page, note(practitioner, 1, note="Talked.", safety="Safe.", sign="1"))
    assert "Nothing to write up" in words(client.get("/sessions/to-write-up/"))
    assert "To write up" not in words(client.get("/home/"))
    assert "Write up" not in words(client.get("/timetable/"))


def test_who_reads_it(client: Client, there: World, referral: Referral, page: str) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    colleague = there.practitioners[1].user
    expected = {
        there.practitioner.user: 200,
        there.manager: 200,
        member_of(there.team, RoleName.SUPERVISOR): 200,
        member_of(there.team, RoleName.SAFEGUARDING_LEAD): 200,
        colleague: 403,
        there.administrator: 403,
        there.lead: 404,
        member_of(there.school, RoleName.DESIGNATED_SAFEGUARDING_LEAD): 404,
        there.leads[1]: 404,
        world(pupils=0).manager: 404,
    }
    answers = {}
    for viewer in expected:
        client.force_login(viewer)
        answers[viewer] = client.get(page).status_code
    assert answers == expected


def test_after_a_transfer_the_former_team_is_told_nothing(
    client: Client, there: World, referral: Referral, page: str
) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    client.force_login(there.practitioner.user)
    client.post(page, note(there.practitioner.user, 0, note="Talked.", safety="Safe.", sign="1"))
    assert SessionRecord.objects.get().state == RecordState.SIGNED
    new = world(pupils=0)
    with recording.acting(by=SYSTEM, verb="test"):
        Referral.objects.filter(pk=referral.pk).update(team=new.team)
    client.force_login(there.manager)
    assert client.get(page).status_code == 404
    client.force_login(new.manager)
    assert "Talked." in words(client.get(page))


def test_the_words_are_nowhere_but_in_their_sealed_columns(
    client: Client, practitioner: User, page: str, caplog: pytest.LogCaptureFixture
) -> None:
    came(SupportSession.objects.get(pk=page.split("/")[2]))
    client.post(f"{page}save/", note(practitioner, 0, note=CANARY, safety=CANARY, safety_plan=CANARY))
    client.post(f"{page}save/", note(practitioner, 0, note=CANARY + " again"))
    client.post(page, note(practitioner, 1, note=CANARY, safety=CANARY, sign="1"))
    client.post(f"{page}add/", {"words": CANARY})
    client.get(page)

    assert CANARY in words(client.get(page))
    assert _tables_with(CANARY) == []
    assert CANARY not in caplog.text


def _owner(user: User) -> str:
    return str(Practitioner.objects.get(user=user).pk)


def _tables_with(words: str) -> list[str]:
    """The tables in which any column of any row holds these words as they are."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 names of our own tables
            if words in json.dumps(cursor.fetchall(), default=_plain):
                found.append(table)
    return found


def _plain(value: object) -> str:
    return repr(bytes(value)) if isinstance(value, bytes | memoryview) else str(value)

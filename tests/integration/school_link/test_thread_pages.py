"""What a school and a specialist team write to each other: both see the same, and what is overdue shows."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.places.enums import TeamKind
from school_link.actions import thread as actions
from school_link.enums import ThreadKind, ThreadState
from school_link.models import Thread
from school_link.queries import thread as queries
from tests.factories import SchoolFactory, TeamFactory, TeamSchoolFactory, YoungPersonFactory, member_of
from tests.factories.link import ThreadFactory
from tests.support.refusals import refusal
from tests.support.workshop import a_workshop

pytestmark = pytest.mark.django_db
CANARY = "canary-between-organisations"


@pytest.fixture(autouse=True)
def autumn(time_machine: Any) -> None:
    time_machine.move_to("2026-10-05T08:00:00Z", tick=False)


class Sides:
    """A school with its lead, and a specialist team that serves it."""

    def __init__(self) -> None:
        self.school, self.team = SchoolFactory(), TeamFactory(kind=TeamKind.CAMHS)
        TeamSchoolFactory(team=self.team, school=self.school)
        self.lead: User = member_of(self.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
        self.specialist: User = member_of(self.team, RoleName.CAMHS_SPECIALIST)

    def begin(self, **given: Any) -> Thread:
        asked = {"kind": ThreadKind.THEME, "subject": "Sleep", "words": CANARY, "answer_by": dt.date(2026, 10, 9)}
        return actions.begin(**{"school": self.school, "team": self.team, "by": self.lead, **asked, **given})


@pytest.fixture
def sides() -> Sides:
    return Sides()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_school_asks_the_team_answers_and_both_see_the_same(sides: Sides, client: Client) -> None:
    client.force_login(sides.lead)
    new = f"/link/threads/schools/{sides.school.pk}/teams/{sides.team.pk}/new/"
    given = {"kind": "pathway", "subject": "Letters", "words": "They give no reason", "answer_by_0": "9",
             "answer_by_1": "10", "answer_by_2": "2026"}  # fmt: skip
    assert client.post(new, {**given, "answer_by_0": ""}).status_code == 422
    assert client.post(new, {**given, "answer_by_0": "1"}).status_code == 422
    no_day = client.post(new, {name: given[name] for name in ("kind", "subject", "words")})
    assert "Say by when you need an answer." in no_day.content.decode()
    assert client.post(new, given).status_code == 302
    thread = Thread.objects.get()
    at = f"/link/threads/{thread.pk}/"

    client.force_login(sides.specialist)
    assert "Letters Problem" not in words(client, "/link/threads/")
    assert client.post(f"{at}see-to/", {**given, "owner": str(sides.specialist.pk)}).status_code == 302
    assert client.post(at, {"words": ""}).status_code == 422
    assert client.post(at, {"words": "We will write why"}).status_code == 302
    seen = [part.split("What was written")[1].split("Your answer")[0] for part in [words(client, at)]]
    client.force_login(sides.lead)
    seen += [part.split("What was written")[1].split("Your answer")[0] for part in [words(client, at)]]
    assert seen[0] == seen[1]
    assert f"{sides.specialist.name} , {sides.team}" in seen[0]
    assert "Answered Who sees to it" in words(client, at)

    assert client.post(f"{at}close/").status_code == 302
    late = client.post(at, {"words": "One more thing"})
    assert (late.status_code, "Open it again to write in it." in late.content.decode()) == (422, True)
    assert client.post(f"{at}open/").status_code == 302
    assert Thread.objects.get().state == ThreadState.OPEN


def test_what_looks_as_if_it_names_somebody_is_said_once(sides: Sides, client: Client) -> None:
    YoungPersonFactory(school=sides.school, given_name="Torquil")
    client.force_login(sides.specialist)
    new = f"/link/threads/schools/{sides.school.pk}/teams/{sides.team.pk}/new/"
    given = {"kind": "thanks", "subject": "About Torquil", "words": "Well done"}
    answer = client.post(new, given)
    assert (answer.status_code, Thread.objects.count()) == (422, 0)
    assert "The name of somebody at your school: Torquil" in answer.text
    assert client.post(new, {**given, "as_it_is": "on"}).status_code == 302
    at = f"/link/threads/{Thread.objects.get().pk}/"
    assert "It names no child. Send it as it is." in client.post(at, {"words": "Ring 01632 960 140"}).text
    assert client.post(at, {"words": "Ring 01632 960 140", "as_it_is": "on"}).status_code == 302


def test_who_writes_decides_who_owes_an_answer(sides: Sides) -> None:
    thread = sides.begin()
    for by, state in ((sides.specialist, "answered"), (sides.lead, "open"), (sides.specialist, "answered")):
        actions.write(thread=thread, words="Go on", by=by)
        assert Thread.objects.get().state == state
    assert [post.is_schools for post in queries.posts_of(thread)] == [True, False, True, False]


def test_thanks_owe_nobody_anything(sides: Sides) -> None:
    thread = sides.begin(kind=ThreadKind.THANKS)
    assert (thread.answer_by, thread.state) == (None, ThreadState.ANSWERED)
    actions.write(thread=thread, words="And again", by=sides.lead)
    actions.see_to(thread=thread, owner=sides.lead, answer_by=None, by=sides.lead)
    actions.close(thread=thread, by=sides.specialist)
    assert refusal(actions.close, thread=thread, by=sides.specialist) == "thread-state"
    actions.open_again(thread=thread, by=sides.specialist)
    assert Thread.objects.get().state == ThreadState.ANSWERED
    with pytest.raises(IntegrityError):
        ThreadFactory(kind=ThreadKind.THANKS)


def test_what_is_overdue_is_on_both_lists(sides: Sides, client: Client) -> None:
    ThreadFactory(school=sides.school, team=sides.team, overdue=True)
    sides.begin()
    for user in (sides.lead, sides.specialist):
        client.force_login(user)
        assert "Answer 1 thread between school and specialists that is overdue" in words(client, "/home/")
        page = words(client, "/link/threads/")
        assert page.index("Overdue") < page.index("Waits for an answer")


def test_the_longest_overdue_stands_first_of_all_pages(sides: Sides, monkeypatch: Any) -> None:
    monkeypatch.setattr(queries, "A_PAGE", 1)
    late = [
        ThreadFactory(school=sides.school, team=sides.team, overdue=True, answer_by=dt.date(2026, 9, day))
        for day in (20, 10)
    ]
    open_one, closed = sides.begin(), sides.begin(subject="Over")
    actions.close(thread=closed, by=sides.lead)
    found = [thread for page in (1, 2, 3, 4) for thread in queries.listed(sides.lead, page)]
    assert found == [late[1], late[0], open_one, closed]


def test_what_is_sent_twice_is_kept_once(sides: Sides, time_machine: Any) -> None:
    thread = sides.begin()
    assert sides.begin() == thread
    assert sides.begin(subject="Sleep again") != thread
    for by in (sides.specialist, sides.specialist, sides.lead, sides.specialist):
        time_machine.shift(1)
        actions.write(thread=thread, words="Yes", by=by)
    assert [post.words for post in queries.posts_of(thread)] == [CANARY, "Yes", "Yes", "Yes"]
    time_machine.shift(11 * 60)  # asked again, not pressed again
    actions.write(thread=thread, words="Yes", by=sides.specialist)
    assert len(queries.posts_of(thread)) == 5


def test_the_side_that_owes_an_answer_has_it_on_its_first_page(sides: Sides) -> None:
    def lines() -> list[list[str]]:
        return [[one.sentence for one in queries.todo(user)] for user in (sides.lead, sides.specialist)]

    thread = sides.begin()
    owes = ["Answer 1 thread between school and specialists"]
    assert lines() == [[], owes]
    actions.write(thread=thread, words="Go on", by=sides.specialist)
    assert lines() == [[], []]
    sides.begin(by=sides.specialist)
    assert lines() == [owes, []]


def test_only_a_school_and_specialists_that_work_together_write(sides: Sides) -> None:
    mhst = TeamSchoolFactory(school=sides.school).team
    assert refusal(sides.begin, team=mhst) == "not-together"
    held = a_workshop(educators=1, health=1)
    assert queries.is_pair(held.schools[0], held.team)
    assert [(pair.school, pair.team) for pair in queries.pairs(held.host)] == [(held.schools[0], held.team)]


def test_nobody_else_finds_it(sides: Sides, client: Client) -> None:
    thread, others = sides.begin(), Sides()
    at = f"/link/threads/{thread.pk}/"
    mhst = TeamSchoolFactory(school=sides.school).team
    also = TeamSchoolFactory(school=sides.school, team=TeamFactory(kind=TeamKind.CAMHS)).team
    for user in (
        others.lead,
        others.specialist,
        member_of(also, RoleName.CAMHS_SPECIALIST),
        member_of(sides.school, RoleName.SCHOOL_STAFF),
        member_of(mhst, RoleName.TEAM_MANAGER),
    ):
        client.force_login(user)
        assert [client.get(at).status_code, client.get(f"{at}see-to/").status_code] == [404, 404]
        assert [client.post(f"{at}{step}/").status_code for step in ("close", "open")] == [404, 404]
        new = f"/link/threads/schools/{sides.school.pk}/teams/{sides.team.pk}/new/"
        assert client.get(new).status_code == 404


def test_what_they_write_is_sealed(sides: Sides) -> None:
    thread = sides.begin(subject=CANARY)
    actions.see_to(thread=thread, owner=sides.specialist, answer_by=clock.today(), by=sides.lead)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  a table of our own
            rows = [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
            assert CANARY not in str(rows), table
    assert Thread.objects.get().subject == CANARY

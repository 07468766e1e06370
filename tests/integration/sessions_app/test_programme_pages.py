"""The catalogue as pages: found, read, written, retired and brought back."""

import re

import pytest
from django.test import Client

from sessions_app.models import Programme
from sessions_app.queries import programme as queries
from tests.factories import ProgrammeFactory, SeriesFactory, UserFactory, World, world
from tests.support.booking import book
from tests.support.programmes import PLAN, filled_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


@pytest.fixture
def manager(client: Client, there: World) -> Client:
    client.force_login(there.manager)
    return client


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def errors(answer) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("text=sleep", 1), ("text=worry+sleep", 0), ("kind=group", 2), ("state=retired", 1), ("state=in-use", 2),
     ("kind=nonsense", 3), ("page=99", 3)],
)  # fmt: skip
def test_the_list_is_searched_and_narrowed(manager: Client, query: str, found: int) -> None:
    ProgrammeFactory(name="Sleeping better", one_to_one=True, summary="A plan for nights.")
    ProgrammeFactory(name="Old group", is_offered=False, summary="Once upon a time.")

    assert len(manager.get(f"/programmes/?{query}").context["page"]) == found


def test_the_list_and_the_page_say_how_many_run(manager: Client, there: World) -> None:
    book(there)
    SeriesFactory(programme=there.programme, school=there.school, team=there.team, paused=True)
    SeriesFactory(programme=there.programme, school=there.school, team=there.team)  # nothing of it is to come
    SeriesFactory(programme=there.programme, school=there.school, team=there.team, cancelled=True)

    (programme,) = manager.get("/programmes/").context["page"]
    page = words(manager.get(f"/programmes/{programme.pk}/"))

    assert programme.running == 2
    assert "Running now 2 runs . Those you may see" in page
    assert "1 Getting to know the group By its place in the course 2 How worry works" in page


def test_a_manager_adds_one_and_is_shown_it(manager: Client) -> None:
    assert "Session 6: what it is about" in words(manager.get("/programmes/add/"))

    answer = manager.post("/programmes/add/", filled_in(), follow=True)

    made = Programme.objects.get(name="Calm start group")
    assert answer.redirect_chain == [(f"/programmes/{made.pk}/", 302)]
    assert queries.plan_of(made) == PLAN
    assert "Calm start group is added. It is offered for new bookings from now on." in words(answer)
    assert "Session by session" in words(answer)


def test_asking_for_more_rows_keeps_what_was_typed_and_saves_nothing(manager: Client) -> None:
    typed = {**filled_in(), "session_count": 5, "name": "", "show": "rows"}

    answer = manager.post("/programmes/add/", typed)

    form = answer.context["form"]
    assert (answer.status_code, errors(answer), Programme.objects.count()) == (200, {}, 1)
    assert [title.value() for number, title, due in form.rows()] == [*(title for title, due in PLAN), None, None]
    assert (form["summary"].value(), form["skills"].value()) == ("Three calm mornings.", ["anxiety"])


@pytest.mark.parametrize("count", ["", "0", "many", "-3", "99", "9" * 5000])
def test_a_number_of_sessions_that_cannot_be_is_said_at_its_field(manager: Client, count: str) -> None:
    answer = manager.post("/programmes/add/", {**filled_in(), "session_count": count})

    assert answer.status_code == 422
    assert "session_count" in errors(answer)


def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(manager: Client) -> None:
    typed = {**filled_in(youngest=2), "session_count": 4, "name": "", "session_minutes": 52}

    answer = manager.post("/programmes/add/", typed)

    assert answer.status_code == 422
    assert errors(answer) == {
        "name": ["Enter the programme's name"],
        "session_minutes": ["Choose the length of a session from the list"],
        "youngest": ["Youngest age must be 4 or more"],
        "title_4": ["Say what session 4 is about"],
    }
    assert 'value="Trying things out"' in answer.content.decode()


def test_a_rule_speaks_at_the_field_it_is_about(manager: Client, there: World) -> None:
    taken = manager.post("/programmes/add/", filled_in(name=there.programme.name))
    of_one = manager.post("/programmes/add/", filled_in(kind="one_to_one"))

    assert (taken.status_code, list(errors(taken))) == (422, ["name"])
    assert (of_one.status_code, list(errors(of_one))) == (422, ["largest_group"])
    assert list(Programme.objects.all()) == [there.programme]


def test_what_runs_depend_on_stands_fixed_and_the_rest_is_changed(manager: Client, there: World) -> None:
    series = book(there)
    path = f"/programmes/{there.programme.pk}/change/"
    assert "Running now: 1 run . What is booked keeps its number and length of sessions" in words(manager.get(path))

    sent = {**filled_in(kind="workshop", facilitators=1, name="Calmer group"), "version": 1}
    answer = manager.post(path, sent)

    assert answer.status_code == 302
    changed = Programme.objects.get()
    series.refresh_from_db()
    assert (changed.name, changed.kind, changed.facilitators) == ("Calmer group", "group", 2)
    assert (changed.session_count, series.session_count, series.sessions.count()) == (3, 6, 6)


def test_of_two_who_change_it_the_second_reads_so_and_may_go_on(manager: Client, there: World) -> None:
    path = f"/programmes/{there.programme.pk}/change/"
    manager.post(path, {**filled_in(name="First"), "version": 1})

    late = manager.post(path, {**filled_in(name="Second", skills=("anxiety", "group_work")), "version": 1})

    form = late.context["form"]
    assert (late.status_code, Programme.objects.get().name) == (409, "First")
    assert "Somebody has changed First in the meantime." in words(late)
    assert (form["version"].value(), form["name"].value(), form["skills"].value()) == (
        2, "Second", ["anxiety", "group_work"],
    )  # fmt: skip
    again = manager.post(path, {**filled_in(name="Second"), "version": 2})
    assert (again.status_code, Programme.objects.get().name) == (302, "Second")


def test_rows_asked_for_while_changing_keep_the_version_that_was_read(manager: Client, there: World) -> None:
    path = f"/programmes/{there.programme.pk}/change/"
    manager.post(path, {**filled_in(name="First"), "version": 1})

    rows = manager.post(path, {**filled_in(name="Second"), "version": 1, "session_count": 4, "show": "rows"})

    assert rows.context["form"]["version"].value() == "1"


def test_one_is_retired_and_brought_back_after_being_asked(manager: Client, there: World) -> None:
    path = f"/programmes/{there.programme.pk}/"
    assert "Retire the programme?" in words(manager.get(f"{path}retire/"))
    retired = words(manager.post(f"{path}retire/", follow=True))
    assert "It is not offered for new bookings. Runs that are booked go on to their end." in retired
    assert manager.get(f"{path}retire/").status_code == 403

    assert "It will be offered for new bookings again" in words(manager.get(f"{path}bring-back/"))
    assert "is in use again and offered" in words(manager.post(f"{path}bring-back/", follow=True))
    assert Programme.objects.get().is_offered


def test_a_lead_reads_it_and_is_offered_nothing_to_change(client: Client, there: World) -> None:
    client.force_login(there.lead)
    pages = [words(client.get(path)) for path in ("/programmes/", f"/programmes/{there.programme.pk}/")]

    assert [("Add a programme" in page, "Change the programme" in page) for page in pages] == [(False, False)] * 2
    assert '<a class="nhsuk-card__link" href="/programmes/">Programmes</a>' in client.get("/home/").content.decode()
    assert client.get(f"/programmes/{there.programme.pk}/change/").status_code == 403


def test_somebody_without_a_role_finds_no_programmes(client: Client, there: World) -> None:
    client.force_login(UserFactory())

    assert client.get("/programmes/").status_code == 403
    assert client.get(f"/programmes/{there.programme.pk}/").status_code == 404

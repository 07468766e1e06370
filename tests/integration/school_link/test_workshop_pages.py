"""The link programme on pages: begun, held without a script, drawn, put on paper; and nobody from elsewhere sees it."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core import clock
from mhst.places.enums import TeamKind
from school_link.actions import rating as ratings
from school_link.actions import workshop as workshops
from school_link.actions.workshop import Guest
from school_link.catalogue import LEVELS
from school_link.documents.gap import gap
from school_link.enums import Domain
from school_link.models import Attendee, Cohort, PlanPoint, PlanReview, Workshop
from school_link.queries import rating as rating_queries
from tests.factories import SchoolFactory, TeamFactory, TeamSchoolFactory, member_of
from tests.support.not_made import back
from tests.support.workshop import Held, a_workshop, posted

pytestmark = pytest.mark.django_db
CANARY = "canary-in-a-workshop"


@pytest.fixture(autouse=True)
def autumn(time_machine: Any) -> None:
    time_machine.move_to("2026-10-05T08:00:00Z", tick=False)


@pytest.fixture
def held() -> Held:
    return a_workshop()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_specialist_begins_a_cohort_plans_a_workshop_and_invites_both_sides(client: Client) -> None:
    team, school = TeamFactory(kind=TeamKind.CAMHS), SchoolFactory()
    TeamSchoolFactory(team=team, school=school)
    lead = member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    host = member_of(team, RoleName.CAMHS_SPECIALIST)
    client.force_login(host)
    new = f"/link/cohorts/teams/{team.pk}/new/"
    sent = {"name": "Autumn", "schools": [str(school.pk)], "levels": "\n".join(LEVELS)}
    assert client.post(new, {**sent, "levels": "Only one"}).status_code == 422
    assert client.post(new, {**sent, "levels": f"Good\n{'x' * 61}"}).status_code == 422
    assert client.post(new, sent).status_code == 302
    cohort = Cohort.objects.get()
    twice = client.post(new, sent)
    assert (twice.status_code, "a cohort called Autumn already" in twice.text) == (422, True)

    day = {"held_on_0": "12", "held_on_1": "10", "held_on_2": "2026", "place": "The hall"}
    assert client.post(f"/link/cohorts/{cohort.pk}/workshops/new/", day).status_code == 302
    too_soon = client.post(f"/link/cohorts/{cohort.pk}/workshops/new/", {**day, "held_on_1": "11"})
    assert (too_soon.status_code, "at least six weeks after" in too_soon.content.decode()) == (422, True)
    workshop = Workshop.objects.get()
    at = f"/link/workshops/{workshop.pk}/"
    assert client.post(f"{at}change/", {**day, "held_on_0": "13"}).status_code == 302

    assert client.post(f"{at}invite/", {"people": [str(lead.pk), str(host.pk)]}).status_code == 302
    assert set(Attendee.objects.values_list("user", "sector")) == {(lead.pk, "education"), (host.pk, "health")}
    assert "2 invited." in words(client, at)
    client.post(f"/link/cohorts/{cohort.pk}/change/", {**sent, "name": "Autumn 2026"})
    assert "Autumn 2026" in words(client, "/link/programme/")


def test_a_workshop_is_held_by_reloading_alone(held: Held, client: Client) -> None:
    at = f"/link/workshops/{held.workshop.pk}/"
    client.force_login(held.host)
    assert client.post(f"{at}begin/").status_code == 302
    for level, user in enumerate(held.everybody[:3], 1):
        client.force_login(user)
        assert client.post(at, posted(level, clarity_comment=f"{CANARY} {level}")).status_code == 302
        assert f"{level} of 4 have rated." in words(client, at)
        assert client.post(at, {"clarity": level}).status_code == 422
    client.force_login(held.everybody[3])
    assert CANARY not in words(client, f"{at}now/")

    client.force_login(held.host)
    assert client.post(f"{at}people/{held.attendee(held.everybody[3]).pk}/", {"came": "no"}).status_code == 302
    page = words(client, at)
    assert f"{CANARY} 1 {held.everybody[0].name}" in page
    assert "Clear roles 1.5 (2 rated) 3 (1 rated) Health sees it 1.5 higher Not yet" in page
    assert client.post(f"{at}agree/clarity/", {"level": 2, "reasons": "We heard both"}).status_code == 302
    assert client.get(f"{at}agree/nothing/").status_code == 404
    assert "2 . We heard both Change" in words(client, at)
    assert client.post(f"{at}reveal/").status_code == 403
    client.force_login(member_of(held.schools[0], RoleName.DESIGNATED_SAFEGUARDING_LEAD))
    assert CANARY not in words(client, at)  # who was not in the room reads the picture, not what each said
    client.force_login(held.host)
    assert client.post(f"{at}close/").status_code == 302


def test_what_is_agreed_to_do_is_in_the_plan_and_is_looked_at_again(held: Held, client: Client) -> None:
    held.begin()
    held.reveal()
    owner = held.attendee(held.educators[0])
    client.force_login(held.educators[1])
    given = {
        "domain": "contact", "what": f"Put up the number {CANARY}", "owner": str(owner.pk), "due_on_0": "1",
        "due_on_1": "12", "due_on_2": "2026", "sign": "All know it",
    }  # fmt: skip
    assert client.post(f"/link/workshops/{held.workshop.pk}/plan/add/", given).status_code == 302
    point = PlanPoint.objects.get()
    client.force_login(held.educators[0])
    plan = f"/link/cohorts/{held.cohort.pk}/"
    assert "Say how it stands" in words(client, plan)
    assert client.post(f"/link/plan/{point.pk}/review/", {"state": "doing", "note": "Printed"}).status_code == 302
    assert "Under way, 5 October 2026 Printed" in words(client, plan)
    client.force_login(held.educators[1])
    assert "Say how it stands" not in words(client, plan)


def test_pictures_of_the_area_and_of_a_school_on_pages_and_on_paper(
    held: Held, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(held.educators[0])
    area, own = f"/link/cohorts/{held.cohort.pk}/", f"/link/cohorts/{held.cohort.pk}/schools/{held.schools[0].pk}/"
    assert "There is nothing to show before a workshop has rated." in words(client, area)
    assert "Nothing to show yet" in words(client, own)
    more = [member_of(held.schools[number // 2], RoleName.SCHOOL_STAFF) for number in range(4)]
    doctor = member_of(held.team, RoleName.CAMHS_SPECIALIST)
    guests = [*(Guest(one, held.schools[number // 2]) for number, one in enumerate(more)), Guest(doctor, held.team)]
    workshops.invite(workshop=held.fresh(), guests=guests, by=held.host)
    held.begin()
    for level, user in zip((1, 2, 3, 4, 1, 1, 2, 2, 4), (*held.everybody, *more, doctor), strict=True):
        held.rate(user, level)
    assert "Clear roles 1.5 (6 rated) 3.7 (3 rated) Health sees it 2.2 higher" in words(client, area)
    assert "Clear roles 1 (3 rated) 3.7 (3 rated) Health sees it 2.7 higher" in words(client, own)
    for path in (area, own):
        answer = client.get(f"{path}picture.pdf")
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
        with monkeypatch.context() as failing:
            failing.setattr("mhst.core.kept_pdf.MOST_SECONDS", 0)
            assert back(client.get(f"{path}picture.pdf")) == path
    assert client.get(f"/link/cohorts/{held.cohort.pk}/schools/{held.schools[1].pk}/").status_code == 404
    with recording.acting(by=held.host, verb="test"):
        Attendee.objects.get(user=more[3]).delete()  # of two others, what is left of the area's would tell
    assert "Clear roles Nobody, or too few to show 3.7 (3 rated)" in words(client, own)


def test_nobodys_own_level_is_told_away_from_the_workshop(held: Held, client: Client) -> None:
    held.begin()
    for level, user in enumerate(held.everybody, 1):
        held.rate(user, level)
    client.force_login(held.educators[0])
    few = "Clear roles Nobody, or too few to show Nobody, or too few to show Neither side can be shown Not yet"
    for path in (f"/link/cohorts/{held.cohort.pk}/", f"/link/cohorts/{held.cohort.pk}/schools/{held.schools[0].pk}/"):
        assert few in words(client, path)
    page = f"/link/workshops/{held.workshop.pk}/"
    assert "Clear roles 1.5 (2 rated) 3.5 (2 rated)" in words(client, page)
    client.force_login(member_of(held.schools[0], RoleName.DESIGNATED_SAFEGUARDING_LEAD))  # of the area, and not there
    assert few in words(client, page)
    with recording.acting(by=held.host, verb="test"):
        Attendee.objects.filter(user=held.educators[1]).update(came=False)
    client.force_login(held.educators[1])
    assert few in words(client, page)


def test_the_address_of_its_conversation_leads_to_the_workshop(held: Held, client: Client) -> None:
    held.begin()
    client.force_login(held.educators[0])
    answer = client.get(f"/conversations/{held.fresh().conversation_id}/", follow=True)
    assert [at for at, _ in answer.redirect_chain][-1] == f"/link/workshops/{held.workshop.pk}/"
    client.force_login(member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD))
    assert client.get(f"/link/workshops/of/{held.fresh().conversation_id}/").status_code == 404


def test_a_picture_says_in_words_what_it_draws(held: Held) -> None:
    held.begin()
    held.rate(held.educators[0], 2)
    held.reveal()
    ratings.agree(workshop=held.fresh(), domain=Domain.CLARITY, level=4, reasons="So", by=held.host)
    drawn = gap("gap", "Autumn", rating_queries.seen(held.fresh()), 4)
    first = drawn.rows[0]
    assert (first.education, first.health, first.agreed, first.is_apart) == (125.3, None, 344.0, False)
    assert drawn.description.startswith("Clear roles: only one side can be shown; ")
    assert first.diamond == "344,81 352,89 344,97 336,89"


def test_a_school_of_another_cluster_finds_nothing(held: Held, client: Client) -> None:
    other = a_workshop()
    held.begin()
    held.reveal()
    owner = held.attendee(held.educators[0])
    client.force_login(other.educators[0])
    at, cohort = f"/link/workshops/{held.workshop.pk}/", f"/link/cohorts/{held.cohort.pk}/"
    paths = [at, f"{at}now/", f"{at}plan/add/", f"{at}agree/clarity/", cohort, f"{cohort}picture.pdf",
             f"{cohort}schools/{held.schools[0].pk}/", f"{cohort}schools/{held.schools[0].pk}/picture.pdf"]  # fmt: skip
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    posts = [f"{at}{step}/" for step in ("begin", "reveal", "close")] + [f"{at}people/{owner.pk}/"]
    assert {path: client.post(path).status_code for path in posts} == dict.fromkeys(posts, 404)
    assert held.cohort.name not in words(client, "/link/programme/").replace(other.cohort.name, "", 1)


def test_words_of_workshops_are_sealed(held: Held) -> None:
    held.begin()
    held.rate(held.educators[0], 1, CANARY)
    held.reveal()
    ratings.agree(workshop=held.fresh(), domain=Domain.CLARITY, level=1, reasons=CANARY, by=held.host)
    point = PlanPoint(
        workshop=held.workshop, domain="clarity", what=CANARY, owner=held.attendee(held.educators[0]),
        due_on=clock.today(), sign=CANARY,
    )  # fmt: skip
    with recording.acting(by=held.host, verb="test"):
        point.save()
        PlanReview.objects.create(point=point, state="done", note=CANARY)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  a table of our own
            assert CANARY not in str([[_plain(value) for value in row] for row in cursor.fetchall()]), table


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value

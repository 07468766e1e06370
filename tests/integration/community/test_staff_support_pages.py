"""Somebody asks, is asked about, answered, chooses, and deletes it all; nobody else finds that they did."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit import queries as audit
from mhst.audit.models import AuditEvent
from mhst.audit.recording import acting
from mhst.community.staff_support.actions import request as actions
from mhst.community.staff_support.actions import team as team_actions
from mhst.community.staff_support.actions import worker as worker_actions
from mhst.community.staff_support.enums import OfferState, SessionKind, State
from mhst.community.staff_support.models import Offer, Request, TeamSession, TeamSupport
from mhst.community.staff_support.tasks import forget
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, NotFound
from mhst.places.enums import TeamKind
from mhst.places.models import Team
from tests.factories import MembershipFactory, OrganisationFactory, SchoolFactory, TeamFactory, member_of
from tests.factories.staff_support import StaffRequestFactory, TeamSupportFactory

pytestmark = pytest.mark.django_db
CANARY = "canary-in-the-car-on-sundays"
DESK = "/staff-support/desk/"


@pytest.fixture(autouse=True)
def autumn(time_machine: Any) -> Any:
    time_machine.move_to("2026-11-05T08:00:00Z", tick=False)
    return time_machine


class Service:
    """A staff-support team with two who answer: Tess of the organisation that leads it, Rose of another."""

    def __init__(self) -> None:
        self.team: Team = TeamFactory(kind=TeamKind.STAFF_SUPPORT)
        self.tess: User = member_of(self.team, RoleName.STAFF_SUPPORT_PRACTITIONER)
        self.rose: User = member_of(self.team, RoleName.STAFF_SUPPORT_PRACTITIONER)
        self.elsewhere = OrganisationFactory()
        worker_actions.say_employer(employer=self.elsewhere, by=self.rose)

    def asked(self, **given: Any) -> dict[str, Any]:
        said = {"name": "Bern", "works_at": f"organisation:{self.team.led_by_id}", "words": CANARY, "reach": "07700"}
        return {**said, **given}

    def leave(self, worker: User) -> None:
        User.objects.filter(pk=worker.pk).update(is_active=False)

    def taken(self) -> Request:
        request: Request = StaffRequestFactory(team=self.team)
        actions.say_whether_known(request=request, knows=False, by=self.tess)
        actions.take(request=request, by=self.tess)
        request.refresh_from_db()
        return request


@pytest.fixture
def service() -> Service:
    return Service()


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def code_in(page: str) -> str:
    return str(re.findall(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", page)[0])


def ask(client: Client, service: Service, **given: Any) -> str:
    """What the person's page says right after; the code stands on it once."""
    answer = client.post("/staff-support/ask/", service.asked(**given), follow=True)
    return words(answer)


def test_the_code_is_shown_until_the_page_is_left_and_brings_them_back(service: Service, client: Client) -> None:
    code = re.findall(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", ask(client, service))[0]
    again = [words(client.get("/staff-support/mine/")) for _ in "12"]
    assert [(code in page, "We have it" in page, "See your code again" in page) for page in again] == [
        (True, False, True), (True, False, True),
    ]  # fmt: skip
    client.post("/staff-support/leave/")
    assert client.get("/staff-support/mine/")["Location"] == "/staff-support/back/"
    assert client.post("/staff-support/back/", {"code": "ABCD-EFGH"}).status_code == 422
    back = words(client.post("/staff-support/back/", {"code": code.lower()}, follow=True))
    assert (CANARY in back, code in back) == (True, False)


def test_what_is_sent_twice_is_one_request_that_is_found_and_deleted(service: Service, client: Client) -> None:
    once, other = str(uuid4()), "other words"
    codes = [
        code_in(ask(client, service, **said))
        for said in ({"once": once}, {"once": once}, {"once": once, "words": other})
    ]
    assert (codes[0] == codes[1], codes[0] == codes[2], Request.objects.count()) == (True, False, 2)
    client.post("/staff-support/back/", {"code": codes[0]})
    client.post("/staff-support/mine/delete/")
    assert [one.words for one in Request.objects.all()] == [other]
    team = {
        "name": "Head",
        "where": "Office",
        "reach": "07700",
        "size": "up_to_10",
        "what_happened": CANARY,
        "once": once,
    }
    pages = [client.post("/staff-support/ask-for-a-team/", team, follow=True) for _ in "12"]
    assert (code_in(words(pages[0])) == code_in(words(pages[1])), TeamSupport.objects.count()) == (True, 1)


def test_browsers_are_told_to_keep_no_field(service: Service, client: Client) -> None:
    """Ticks obey the form; some browsers ask the field, and others the form, about words."""
    TeamFactory(kind=TeamKind.STAFF_SUPPORT)
    member_of(TeamFactory(), RoleName.MODERATOR)  # else nobody is asked to write posts
    for path, boxes in (("/staff-support/ask/", 6), ("/staff-support/ask-for-a-team/", 6), ("/posts/write/", 3)):
        form = re.findall(r"<form method=.*?</form>", client.get(path).content.decode(), re.DOTALL)[0]
        fields = re.findall(r"<(?:input|select|textarea)(?![^>]*(?:csrf|once|checkbox|radio))[^>]*>", form)
        assert (len(fields), [one for one in fields if 'autocomplete="off"' not in one]) == (boxes, [])
        assert 'autocomplete="off"' in form.partition(">")[0]


def test_it_closes_by_itself_and_leaves_nothing_in_the_session(service: Service, client: Client, autumn: Any) -> None:
    ask(client, service)
    assert "sessionid" not in client.cookies
    assert (client.cookies["staff-support"]["path"], bool(client.cookies["staff-support"]["httponly"])) == (
        "/staff-support/", True,
    )  # fmt: skip
    autumn.shift(dt.timedelta(minutes=21))
    assert client.get("/staff-support/mine/").status_code == 302


def test_whoever_answers_is_asked_first_and_sees_nothing_until_then(service: Service, client: Client) -> None:
    ask(Client(), service)
    request = Request.objects.get()
    client.force_login(service.tess)
    page = f"{DESK}{request.pk}/"
    assert "Bern" not in words(client.get(DESK))
    before = words(client.get(page))
    assert ("Bern" in before, CANARY in before, "07700" in before) == (True, False, False)
    assert client.post(f"{page}take/").status_code == 404
    client.post(page, {"knows": "no"})
    assert CANARY in words(client.get(page))


def test_who_knows_them_sees_no_more_of_it(service: Service, client: Client) -> None:
    ask(Client(), service)
    request = Request.objects.get()
    client.force_login(service.tess)
    assert client.post(f"{DESK}{request.pk}/", {"knows": "yes"}).status_code == 302
    assert client.get(f"{DESK}{request.pk}/").status_code == 404
    assert f"{request.pk}" not in client.get(DESK).content.decode()
    client.force_login(service.rose)
    assert client.get(f"{DESK}{request.pk}/").status_code == 200


def test_from_outside_only_is_kept(service: Service, client: Client) -> None:
    ask(Client(), service, wants_outsider="on")
    page = f"{DESK}{Request.objects.get().pk}/"
    answers = []
    for worker in (service.tess, service.rose):
        client.force_login(worker)
        answers.append(client.get(page).status_code)
    assert answers == [404, 200]
    refused = client.post("/staff-support/ask/", service.asked(wants_outsider="on", works_at="elsewhere"))
    assert refused.status_code == 302  # both are from outside there
    worker_actions.say_employer(employer=service.team.led_by, by=service.rose)
    answer = client.post("/staff-support/ask/", service.asked(wants_outsider="on"))
    assert (answer.status_code, "same organisation as you" in answer.content.decode()) == (422, True)


def test_somebody_who_also_works_at_a_school_is_no_outsider_there(service: Service, client: Client) -> None:
    school = SchoolFactory()
    MembershipFactory(user=service.rose, school=school, role=RoleName.SCHOOL_STAFF)
    ask(Client(), service, wants_outsider="on", works_at=f"school:{school.pk}")
    client.force_login(service.rose)
    assert client.get(f"{DESK}{Request.objects.get().pk}/").status_code == 404


def test_when_everybody_knows_them_they_are_told(service: Service, client: Client) -> None:
    ask(client, service)
    for worker in (service.tess, service.rose):
        actions.say_whether_known(request=Request.objects.get(), knows=True, by=worker)
    assert "Nobody here can answer you" in words(client.get("/staff-support/mine/"))


def test_from_the_first_talk_to_the_end(service: Service, client: Client) -> None:
    person = Client()
    ask(person, service)
    page = f"{DESK}{Request.objects.get().pk}/"
    client.force_login(service.tess)
    client.post(page, {"knows": "no"})
    client.post(f"{page}take/")
    client.post(f"{page}first-talk/", {"heard": "Tired.", "plan": "Ring on Friday.", "went_through_help": "on"})
    times = [{"day_0": "6", "day_1": "11", "day_2": "2026", "minute": str(m), "words": "By phone"} for m in (600, 660)]
    for time in times:
        assert client.post(f"{page}time/", time).status_code == 302
    client.post(f"{page}signpost/", {"words": "Your union."})
    assert person.post("/staff-support/mine/none-suits/", {"words": "After five."}).status_code == 302
    assert "Has written" in words(client.get(DESK))
    client.post(f"{page}answer/", {"words": "Then on Saturday."})
    client.post(f"{page}time/", {**times[0], "day_0": "7"})
    mine = person.get("/staff-support/mine/").content.decode()
    choose = re.findall(r'action="(/staff-support/mine/times/[^"]+)"', mine)
    assert (len(choose), "Tired." in mine, "Your union." in mine) == (1, False, True)
    person.post(choose[0])
    person.post("/staff-support/mine/write/", {"words": "Thank you."})
    assert "You chose this" in words(person.get("/staff-support/mine/"))
    client.post(f"{page}finish/", {"because": "helped", "words": "Come again."})
    assert "Come again." in words(person.get("/staff-support/mine/"))
    assert person.post("/staff-support/mine/write/", {"words": "One more."}).status_code == 422
    assert "Finished on 5 November 2026" in words(client.get(page))


def test_a_time_that_was_taken_back_is_said_to_be_gone(service: Service, client: Client) -> None:
    person = Client()
    code = re.findall(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", ask(person, service))[0]
    request = Request.objects.get()
    actions.say_whether_known(request=request, knows=False, by=service.tess)
    actions.take(request=request, by=service.tess)
    client.force_login(service.tess)
    client.post(
        f"{DESK}{request.pk}/time/", {"day_0": "6", "day_1": "11", "day_2": "2026", "minute": "600", "words": "Phone"}
    )
    offer = request.offers.get()
    client.post(f"{DESK}{request.pk}/offers/{offer.pk}/withdraw/")
    gone = person.post(f"/staff-support/mine/times/{offer.pk}/", follow=True)
    assert ("not free any more" in words(gone), code in words(gone)) == (True, True)


def test_who_supports_them_gives_back_or_leaves_and_another_takes_over(service: Service, client: Client) -> None:
    request = service.taken()
    with pytest.raises(NotFound):
        actions.say_whether_known(request=request, knows=False, by=service.rose)
    client.force_login(service.tess)
    assert client.get(f"{DESK}{request.pk}/give-back/").status_code == 200
    assert [client.post(f"{DESK}{request.pk}/give-back/").status_code for _ in "12"] == [302, 302]
    actions.say_whether_known(request=request, knows=False, by=service.rose)
    actions.take(request=request, by=service.rose)
    with pytest.raises(Conflict):
        actions.take(request=request, by=service.tess)
    service.leave(service.rose)
    actions.take(request=request, by=service.tess)
    assert Request.objects.get().worker == service.tess


def test_no_time_is_kept_where_nobody_keeps_it(service: Service, client: Client) -> None:
    person = Client()
    ask(person, service)
    request = Request.objects.get()
    actions.say_whether_known(request=request, knows=False, by=service.tess)

    def offered() -> list[Offer]:
        actions.take(request=request, by=service.tess)
        to_come = [clock.now() + dt.timedelta(days=day) for day in (1, 2)]
        made = [actions.offer(request=request, kind="time", words="", starts_at=at, by=service.tess) for at in to_come]
        actions.choose(request=request, offer=made[0].pk, by=service.tess)
        return made

    def press(offer: Offer) -> str:
        return words(person.post(f"/staff-support/mine/times/{offer.pk}/", follow=True))

    def told(page: str) -> tuple[bool, ...]:
        sentences = ("Nobody keeps that time", "Waiting for somebody", "no time is kept for you", "You chose this")
        return tuple(sentence in page for sentence in sentences)

    first = offered()
    actions.give_back(request=request, by=service.tess)
    assert {offer.state for offer in request.offers.all()} == {OfferState.WITHDRAWN}
    assert told(press(first[0])) == (True, True, True, False)
    second = offered()
    assert told(words(person.get("/staff-support/mine/"))) == (False, False, False, True)
    service.leave(service.tess)
    page = press(second[1])
    assert (told(page), service.tess.name in page) == ((True, True, True, False), False)
    actions.say_whether_known(request=request, knows=False, by=service.rose)
    actions.take(request=request, by=service.rose)
    assert {offer.state for offer in request.offers.all()} == {OfferState.WITHDRAWN}


def test_pressed_twice_is_written_once(service: Service, client: Client) -> None:
    person, once = Client(), {"once": str(uuid4())}
    ask(person, service)
    request, support = Request.objects.get(), TeamSupportFactory(team=service.team)
    page, team = f"{DESK}{request.pk}/", f"{DESK}teams/{support.pk}/"
    client.force_login(service.tess)
    for path in (page, team):
        client.post(path, {"knows": "no"})
        assert [client.post(f"{path}take/").status_code for _ in "12"] == [302, 302]
    held = {"held_on_0": "4", "held_on_1": "11", "held_on_2": "2026", "kind": "debrief", "attended": "12"}
    time = {"day_0": "6", "day_1": "11", "day_2": "2026", "minute": "600", "words": "Phone"}
    for who, path, said in (
        (client, f"{page}answer/", {"words": CANARY}), (client, f"{page}time/", time),
        (client, f"{page}signpost/", {"words": "Your union."}), (client, f"{team}session/", held),
        (person, "/staff-support/mine/write/", {"words": "More."}),
        (person, "/staff-support/mine/none-suits/", {"words": "Later."}),
    ):  # fmt: skip
        assert [who.post(path, said | once).status_code for _ in "12"] == [302, 302]
    assert (request.notes.count(), request.offers.count(), support.sessions.count()) == (3, 2, 1)


def test_a_team_is_asked_about_first_and_whoever_knows_it_sees_nothing(service: Service, client: Client) -> None:
    person = Client()
    said = {"name": "Head", "where": "Front office", "reach": "07700", "size": "up_to_10", "what_happened": CANARY}
    person.post("/staff-support/ask-for-a-team/", said)
    team = f"{DESK}teams/{TeamSupport.objects.get().pk}/"
    client.force_login(service.tess)
    before = words(client.get(team))
    assert ("Front office" in words(client.get(DESK)), "Front office" in before, CANARY in before) == (
        False,
        True,
        False,
    )
    assert [client.post(f"{team}{page}/").status_code for page in ("take", "session", "finish")] == [404, 404, 404]
    client.post(team, {"knows": "yes"})
    assert (client.get(team).status_code, team in client.get(DESK).content.decode()) == (404, False)
    assert "Nobody here can answer you" not in words(person.get("/staff-support/team/"))
    team_actions.say_whether_known(support=TeamSupport.objects.get(), knows=True, by=service.rose)
    assert "Nobody here can answer you" in words(person.get("/staff-support/team/"))


def test_a_team_is_given_back_and_taken_over_when_its_worker_leaves(service: Service, client: Client) -> None:
    support = TeamSupportFactory(team=service.team)
    team = f"{DESK}teams/{support.pk}/"
    for worker in (service.tess, service.rose):
        client.force_login(worker)
        client.post(team, {"knows": "no"})
        client.post(f"{team}take/")
        assert support.where in words(client.get(DESK))
        if worker == service.tess:
            assert "They wait again" in words(client.get(f"{team}give-back/"))
            assert [client.post(f"{team}give-back/").status_code for _ in "12"] == [302, 302]
    client.force_login(service.tess)
    assert client.get(team).status_code == 404
    service.leave(service.rose)
    assert "Support this team" in words(client.get(team))
    client.post(f"{team}take/")
    support.refresh_from_db()
    assert (support.worker, support.state) == (service.tess, State.TAKEN)


def test_deleting_takes_everything_and_the_audit_names_nobody(service: Service, client: Client) -> None:
    ask(client, service)
    request = Request.objects.get()
    actions.say_whether_known(request=request, knows=False, by=service.tess)
    client.get("/staff-support/mine/delete/")
    client.post("/staff-support/mine/delete/")
    assert Request.objects.count() == 0
    assert client.get("/staff-support/mine/").status_code == 302
    rows = AuditEvent.objects.filter(table__startswith="staff_support")
    assert {(row.kind, row.person_id, str(row.detail)) for row in rows} == {("apart", "", "{}")}
    assert {row.actor_label for row in rows.filter(verb__in=["request.ask", "request.delete"])} == {"staff support"}


def test_no_page_of_the_audit_shows_it(service: Service) -> None:
    request = service.taken()
    request.is_within = lambda reach: True  # type: ignore[method-assign]
    manager = member_of(TeamFactory(), RoleName.TEAM_MANAGER)
    assert list(audit.history_of(manager, request)) == []


def test_words_are_sealed(service: Service, client: Client) -> None:
    ask(client, service)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, works_at, reach, words FROM staff_support_request")
        kept = b"".join(bytes(value) for value in cursor.fetchone())
    assert (CANARY.encode() in kept, b"organisation" in kept, b"Bern" in kept) == (False, False, False)


def test_a_team_is_asked_for_and_few_are_not_counted(service: Service, client: Client) -> None:
    person = Client()
    said = {"name": "Head", "where": "Front office", "reach": "07700", "size": "up_to_10", "what_happened": CANARY}
    page = words(person.post("/staff-support/ask-for-a-team/", said, follow=True))
    code = re.findall(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", page)[0]
    team = f"{DESK}teams/{TeamSupport.objects.get().pk}/"
    client.force_login(service.tess)
    client.post(team, {"knows": "no"})
    assert CANARY in words(client.get(team))
    client.post(f"{team}take/")
    for attended in ("12", "3"):
        held = {"held_on_0": "4", "held_on_1": "11", "held_on_2": "2026", "kind": "debrief", "attended": attended}
        assert client.post(f"{team}session/", held).status_code == 302
    assert sorted(TeamSession.objects.values_list("attended", flat=True), key=str) == [12, None]
    told = words(person.post("/staff-support/back/", {"code": code}, follow=True))
    assert ("fewer than 5" in told, "12" in told) == (True, True)
    client.force_login(service.rose)
    assert client.get(team).status_code == 404
    client.force_login(service.tess)
    client.post(f"{team}finish/")
    person.get("/staff-support/team/delete/")
    person.post("/staff-support/team/delete/")
    assert TeamSupport.objects.count() == 0


@pytest.mark.both_engines
def test_the_database_keeps_no_number_below_five() -> None:
    support = TeamSupportFactory()
    few = TeamSession(request=support, held_on=clock.today(), kind=SessionKind.DEBRIEF, attended=4)
    with pytest.raises(IntegrityError), acting(by=SYSTEM, verb="test"):
        few.save()


def test_what_was_finished_a_year_ago_is_deleted(service: Service, autumn: Any) -> None:
    request, support = service.taken(), TeamSupportFactory(team=service.team)
    team_actions.say_whether_known(support=support, knows=False, by=service.tess)
    team_actions.take(support=support, by=service.tess)
    actions.close(request=request, because="helped", words="", by=service.tess)
    team_actions.close(support=support, by=service.tess)
    StaffRequestFactory(team=service.team)
    autumn.shift(dt.timedelta(days=366))
    forget()
    assert (list(Request.objects.values_list("state", flat=True)), TeamSupport.objects.count()) == ([State.WAITING], 0)


def test_nobody_else_is_told_that_there_is_a_desk(service: Service, client: Client) -> None:
    client.force_login(member_of(service.team, RoleName.TEAM_MANAGER))
    paths = (DESK, f"{DESK}employer/", f"{DESK}{service.taken().pk}/")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    assert "Staff support" not in words(client.get("/home/"))


def test_without_a_service_the_door_says_so(client: Client) -> None:
    assert "Nobody answers here yet" in words(client.get("/staff-support/"))
    assert client.get("/staff-support/ask/")["Location"] == "/staff-support/"


def test_who_employs_somebody_is_said_on_a_page(service: Service, client: Client) -> None:
    client.force_login(service.tess)
    client.post(f"{DESK}employer/", {"employer": str(service.elsewhere.pk)})
    assert f"employed by {service.elsewhere}" in words(client.get(DESK))

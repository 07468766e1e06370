"""Taking, passing on and the room: who comes in, by which door, and until when."""

import datetime as dt
from uuid import uuid4

import pytest

from mhst.access.enums import RoleName
from mhst.access.models import Grant
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from realtime.models import Message, Participant
from school_link.actions import advice, room
from school_link.enums import AdviceKind
from school_link.models import RoomGuest
from school_link.queries import room as rooms
from tests.factories import SchoolFactory, member_of
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    return a_link()


def test_from_the_desk_to_the_room_and_words_without_a_script(client, link) -> None:
    one = link.asked()
    client.force_login(link.spec)
    assert f"/consultations/{one.pk}/take/" in client.get("/consultations/desk/").text
    assert client.post(f"/consultations/{one.pk}/take/").url == f"/consultations/{one.pk}/"
    assert client.post(f"/consultations/{one.pk}/coming/").status_code == 302
    room = f"/consultations/{one.pk}/room/"
    one.refresh_from_db()
    assert client.get(f"/conversations/{one.conversation_id}/").status_code == 403  # not by another door
    page = client.get(room)
    assert "will be with you at" in page.text
    form = page.context["form"].initial
    said = {"words": "Good morning.", "mid": str(form["mid"]), "epoch": form["epoch"], "audience": "open"}
    assert client.post(room, said).url == f"{room}#newest"
    assert client.post(room, {**said, "words": " "}).status_code == 422
    assert Message.objects.count() == 1
    client.force_login(link.sam)
    assert client.post(room, said).status_code == 403  # has not entered in this session
    assert "Good morning." in client.get(room).text
    assert "guest until" not in client.get(f"{room}people/").text
    link.sam.refresh_from_db()


def test_the_second_step_is_asked_for_again_after_an_hour(client, link, time_machine) -> None:
    time_machine.move_to("2026-11-26 10:00+00:00", tick=False)
    room = f"/consultations/{link.taken().pk}/room/"
    client.force_login(link.sam)
    assert client.get(room).status_code == 200
    for minutes in (14, 28, 42, 56, 70):
        time_machine.move_to(f"2026-11-26 {10 + minutes // 60}:{minutes % 60}+00:00", tick=False)
        client.get("/consultations/")
    asked = client.get(room)
    assert (asked.status_code, asked.url) == (302, f"/accounts/2fa/reauthenticate/?next={room.replace('/', '%2F')}")
    session = client.session
    session["second_factor_at"] = clock.now().isoformat()
    session.save()
    assert client.get(room).status_code == 200


def test_strangers_see_nothing_and_colleagues_who_are_not_named_stay_outside(client, link) -> None:
    one = link.taken()
    addresses = [
        f"/consultations/{one.pk}/{part}" for part in ("room/", "room/people/", "room/invite/", "pass-on/", "coming/")
    ] + [f"/consultations/{one.pk}/room/{link.spec.pk}/out/"]  # fmt: skip

    def answers(user) -> list[int]:
        client.force_login(user)
        return [client.post(a).status_code if a.endswith("coming/") else client.get(a).status_code for a in addresses]

    assert (
        answers(member_of(SchoolFactory(council=link.school.council), RoleName.SENIOR_MENTAL_HEALTH_LEAD)) == [404] * 6
    )
    assert answers(member_of(link.school, RoleName.SCHOOL_STAFF)) == [404] * 6
    assert answers(link.dee) == [403, 404, 403, 403, 403, 404]
    assert answers(link.toni) == [403, 404, 403, 403, 403, 404]


def test_an_invited_colleague_comes_in_and_the_door_closes_behind_them(client, link, time_machine) -> None:
    time_machine.move_to("2026-11-26 10:00+00:00", tick=False)
    one = link.taken()
    room_page = f"/consultations/{one.pk}/room/"
    client.force_login(link.sam)
    client.get(room_page)
    assert client.post(f"{room_page}invite/", {"user": str(link.toni.pk), "minutes": "30"}).status_code == 422
    kim = member_of(link.school, RoleName.SCHOOL_STAFF, first_name="Kim")
    assert client.post(f"{room_page}invite/", {"user": str(kim.pk), "minutes": "30"}).url == room_page
    assert "guest until 10:30" in client.get(room_page).text
    client.force_login(kim)
    assert room_page in client.get("/consultations/").text
    assert client.get(room_page).status_code == 200
    assert client.get(f"{room_page}invite/").status_code == 403

    time_machine.move_to("2026-11-26 10:31+00:00", tick=False)
    client.force_login(kim)
    assert client.get(room_page).status_code == 404
    room.close_doors(by=SYSTEM)
    room.close_doors(by=SYSTEM)
    assert Participant.objects.get(user=kim).left_at == clock.now()


def test_a_guest_is_shown_out_by_their_own_side(client, link) -> None:
    one = link.taken()
    sue = member_of(link.desk.team, RoleName.SUPERVISOR)
    room.invite(consultation=one, user=sue, until=clock.now() + dt.timedelta(hours=1), by=link.spec)
    out = f"/consultations/{one.pk}/room/{sue.pk}/out/"
    client.force_login(link.sam)
    assert client.post(out).status_code == 403
    client.force_login(link.spec)
    assert client.get(out).status_code == 200
    assert client.post(out).status_code == 302
    assert RoomGuest.objects.get().until <= clock.now()
    assert not Grant.objects.filter(user=sue, ends_at__gt=clock.now()).exists()
    assert client.get(out).status_code == 404


def test_passed_on_on_a_page(client, link) -> None:
    one = link.taken()
    client.force_login(link.spec)
    page = f"/consultations/{one.pk}/pass-on/"
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"to": "desk"}).url == "/consultations/desk/"
    assert client.get(page).status_code == 403


def test_another_lead_or_specialist_takes_over_what_waits_for_somebody_away(client, link) -> None:
    one = link.taken()
    page = f"/consultations/{one.pk}/stand-in/"

    def takes_over(user) -> int:
        client.force_login(user)
        return client.post(page).status_code

    assert [takes_over(user) for user in (link.sam, link.dee, link.dee, link.toni)] == [409, 302, 409, 302]
    assert takes_over(member_of(link.school, RoleName.SCHOOL_STAFF)) == 404
    one.refresh_from_db()
    assert (one.lead, one.holder) == (link.dee, link.toni)
    inside = Participant.objects.filter(conversation=one.conversation, left_at=None)
    assert {who.user for who in inside} == {link.dee, link.toni}
    for kind in AdviceKind:
        advice.save(consultation=one, kind=kind, base=0, words="So.", mid=uuid4(), by=link.dee)
    for by in (link.sam, link.spec):
        with pytest.raises(Refused):
            advice.sign(consultation=one, edition=len(AdviceKind), by=by)
    for by in (link.dee, link.toni):
        advice.sign(consultation=one, edition=len(AdviceKind), by=by)
    one.refresh_from_db()
    assert one.state == "agreed"
    client.force_login(link.sam)
    assert f"Take it over from {link.dee.name}" in client.get(f"/consultations/{one.pk}/").text


def test_before_anybody_answers_a_school_changes_who_asks(link) -> None:
    one = link.asked()
    with pytest.raises(Conflict):
        room.stand_in(consultation=one, by=link.spec)
    room.stand_in(consultation=one, by=link.dee)
    assert room.take(consultation=one, by=link.spec).lead == link.dee
    with pytest.raises(Refused):
        room.stand_in(consultation=one, by=member_of(link.school, RoleName.SCHOOL_STAFF))


def test_whoever_was_a_guest_and_answers_now_is_not_seen_out(link, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    one, until = link.taken(), clock.now() + dt.timedelta(hours=1)
    room.invite(consultation=one, user=link.dee, until=until, by=link.sam)
    room.show_out(guest=room.invite(consultation=one, user=link.toni, until=until, by=link.spec), by=link.spec)
    room.pass_on(consultation=one, to=link.toni, by=link.spec)
    room.stand_in(consultation=one, by=link.dee)
    time_machine.move_to("2026-10-01 12:00+00:00", tick=False)
    room.close_doors(by=SYSTEM)
    inside = Participant.objects.filter(conversation=one.conversation, left_at=None)
    assert {who.user for who in inside} == {link.dee, link.toni}
    assert {each.user: each.guest for each in rooms.people(one)} == {link.dee: None, link.toni: None}

"""After the advice: who it was, with what had been written going on into a request; and what happened."""

import datetime as dt

import pytest
from django.urls import reverse

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.people.models import YoungPerson
from mhst.places.models import TeamSchool
from realtime.models import Conversation
from school_link.actions import after
from school_link.actions.consultation import withdraw
from school_link.models import FollowUp, Naming
from sessions_app.actions import request as requests
from sessions_app.models import Message, Referral, RequestForSupport
from tests.factories import SchoolFactory, TeamSchoolFactory, YoungPersonFactory, member_of
from tests.factories.school_link import DeskFactory
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    found = a_link()
    TeamSchoolFactory(school=found.school)
    return found


@pytest.fixture
def torquil(link) -> YoungPerson:
    return YoungPersonFactory(school=link.school, given_name="Torquil")


def test_named_with_an_agreement_it_becomes_a_request_without_typing_again(client, link, torquil) -> None:
    one = link.agreed()
    YoungPersonFactory(school=SchoolFactory(), given_name="Torquil")
    page = f"/consultations/{one.pk}/name/"
    client.force_login(link.dee)
    assert torquil.name not in client.get(page).text  # nobody is listed before somebody asks
    shown = client.get(page, {"text": "torq"}).text
    assert shown.count("Torquil") == 1
    said = {"text": "torq", "pupil": str(torquil.pk), "because": "agreed"}
    assert client.post(page, said).status_code == 422
    check = client.post(page, {**said, "words": "Their mother, by phone, today."}).url
    draft = client.get(check).text
    for words in (torquil.name, one.concern, "What to try: About try.", one.tried, one.wanted):
        assert words in draft
    assert not Referral.objects.exists()  # it is looked over and sent as any other
    naming = Naming.objects.get()
    assert AuditEvent.objects.filter(row_id=str(naming.pk), person_id=str(torquil.pk)).exists()
    assert "Their mother" in client.get(f"/consultations/{one.pk}/").text
    assert client.get(page).status_code == 409
    client.force_login(link.spec)
    theirs = client.get(f"/consultations/{one.pk}/").text
    assert "has said who it is" in theirs
    assert "Torquil" not in theirs
    assert "Their mother" not in theirs


def test_another_lead_goes_on_where_who_named_it_is_away(client, link, torquil) -> None:
    one = link.agreed()
    after.name(consultation=one, pupil=torquil, because="agreed", words="Their mother.", by=link.sam)
    client.force_login(link.dee)
    shown = client.get(f"/consultations/{one.pk}/").text
    assert f"{link.sam.name} has begun a request for support and not sent it" in shown
    begun = client.post(f"/consultations/{one.pk}/ask-for-support/").url
    assert one.concern in client.get(begun).text
    assert client.post(f"/consultations/{one.pk}/ask-for-support/").url == begun


def test_without_a_team_it_joins_the_record_and_the_page_says_whom_to_ask(client, torquil, link) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        TeamSchool.objects.update(ends_on=clock.today() - dt.timedelta(days=1))
    one, page = link.agreed(), "/consultations/{}/name/"
    client.force_login(link.dee)
    assert "no request for support begins" in client.get(page.format(one.pk), {"text": "torq"}).text
    said = {"text": "torq", "pupil": str(torquil.pk), "because": "safeguarding", "words": "Bruises, twice."}
    shown = client.post(page.format(one.pk), said, follow=True).text
    for words in ("so there is no request for support to send", f"/concerns/new/?about={torquil.pk}"):
        assert words in shown
    ask = f"/consultations/{one.pk}/ask-for-support/"
    assert client.post(ask).status_code == 403  # no team would receive it
    naming = Naming.objects.get()
    assert (naming.young_person, naming.request) == (torquil, None)

    team = TeamSchoolFactory(school=link.school).team
    assert ask in client.get(f"/consultations/{one.pk}/").text
    assert client.post(ask).url == client.post(ask).url  # pressed twice, begun once
    assert RequestForSupport.objects.get().young_person == torquil
    client.force_login(link.spec)
    assert client.post(ask).status_code == 403

    client.force_login(member_of(team, RoleName.PRACTITIONER))
    of = f"/consultations/of/{torquil.pk}/"
    assert of in client.get(reverse("people:young_person", args=[torquil.pk])).text
    record = client.get(of).text
    for words in ("Bruises, twice.", one.concern, "About try.", "Agreed by both sides"):
        assert words in record
    assert AuditEvent.objects.filter(verb="consultation.of_person", person_id=str(torquil.pk)).exists()


def test_a_request_that_is_thrown_away_is_begun_again(link, torquil) -> None:
    one = link.agreed()
    with pytest.raises(Refused, match="first who it is"):
        after.ask_for_support(consultation=one, by=link.sam)
    naming = after.name(consultation=one, pupil=torquil, because="agreed", words="Their mother.", by=link.sam)
    requests.discard(draft=naming.request, by=link.sam)
    assert after.ask_for_support(consultation=one, by=link.dee).request.worry.startswith(one.concern)


def test_it_is_not_named_too_early_nor_by_anybody_nor_without_a_reason(client, link, torquil) -> None:
    one, waits = link.taken(), link.asked()

    def answers(user) -> list[int]:
        client.force_login(user)
        return [client.get(f"/consultations/{one.pk}/{page}/").status_code for page in ("name", "what-happened")]

    assert answers(link.spec) == [403, 403]
    assert answers(link.sam) == [200, 409]  # nothing is agreed that something could have come of
    assert answers(member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD)) == [404, 404]
    say = {"pupil": torquil, "because": "safeguarding", "words": "Bruises.", "by": link.sam}
    for wrong in ({"consultation": waits}, {"words": " "}, {"pupil": YoungPersonFactory()}, {"by": link.spec}):
        with pytest.raises(Refused):
            after.name(**{"consultation": one, **say, **wrong})
    after.name(consultation=one, **say)
    with pytest.raises(Conflict):
        after.name(consultation=one, **say)


def test_what_happened_is_asked_after_four_and_six_weeks_and_told_once(client, link, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    one = link.agreed()
    asked = []
    for days in (27, 29, 30, 43, 44):
        time_machine.move_to(dt.datetime(2026, 10, 1, 10, tzinfo=dt.UTC) + dt.timedelta(days=days), tick=False)
        after.ask_what_happened(by=SYSTEM)
        asked.append(Message.objects.filter(words="follow_up").count())
    assert asked == [0, 1, 1, 2, 2]
    assert {letter.address for letter in Message.objects.filter(words="follow_up")} == {link.sam.email}
    page = f"/consultations/{one.pk}/what-happened/"
    client.force_login(link.sam)
    assert page in client.get("/consultations/").text
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"outcome": "in_school", "words": ""}).url == f"/consultations/{one.pk}/"
    assert client.get(page).status_code == 409
    late = client.post(page, {"outcome": "in_school", "words": "Went well."})
    assert (late.status_code, "Went well.</textarea>" in late.text) == (409, True)
    assert "Went on in school" in client.get(f"/consultations/{one.pk}/").text
    one.refresh_from_db()
    states = (one.state, Conversation.objects.get().state)
    assert (*states, FollowUp.objects.get().told_by) == ("closed", "ended", link.sam)


def test_what_is_told_early_or_not_yet_is_asked_about_again(client, link, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    one, asked = link.agreed(), []
    client.force_login(link.sam)
    page = f"/consultations/{one.pk}/what-happened/"
    early = client.post(page, {"outcome": "support_team", "words": "They said yes."}, follow=True).text
    assert "we ask you once more" in early
    for days, outcome in ((20, ""), (29, "not_yet"), (30, ""), (42, ""), (44, ""), (45, "")):
        time_machine.move_to(dt.datetime(2026, 10, 1, 10, tzinfo=dt.UTC) + dt.timedelta(days=days), tick=False)
        after.ask_what_happened(by=SYSTEM)
        client.force_login(link.sam)
        asked.append(Message.objects.filter(words="follow_up").count())
        asked.append(page in client.get("/consultations/").text)
        if outcome:
            assert "They said yes." in client.get(page).text
            client.post(page, {"outcome": outcome, "words": "", "seen": FollowUp.objects.get().version})
    assert asked == [0, False, 1, True, 1, False, 1, False, 2, True, 2, True]
    assert FollowUp.objects.get().outcome == "not_yet"
    last = {"outcome": "in_school", "words": "", "seen": FollowUp.objects.get().version}
    assert [client.post(page, last).status_code for _ in range(2)] == [302, 302]  # pressed twice, told once
    one.refresh_from_db()
    assert (one.state, client.get(page).status_code) == ("closed", 409)


def test_what_another_lead_has_told_meanwhile_is_read_before_it_is_told_anew(client, link) -> None:
    one = link.agreed()
    after.tell_what_happened(consultation=one, outcome="not_yet", words="Wait.", by=link.dee)
    client.force_login(link.sam)
    page, mine = f"/consultations/{one.pk}/what-happened/", {"outcome": "in_school", "words": "Went well.", "seen": ""}
    told = client.post(page, mine)
    assert (told.status_code, FollowUp.objects.get().told_by) == (422, link.dee)
    assert f"{link.dee.name} has said meanwhile" in told.text
    assert "Went well." in told.text
    seen = FollowUp.objects.get().version
    assert f'value="{seen}"' in told.text.replace("&#x2B;", "+")
    client.post(page, {**mine, "seen": seen})
    assert FollowUp.objects.get().told_by == link.sam


def test_specialists_find_what_came_of_what_their_desk_answered(client, link) -> None:
    told, agreed, gone = link.agreed(theme="loss"), link.agreed(), link.asked(theme="eating")
    link.taken()
    after.tell_what_happened(consultation=told, outcome="support_team", words="", by=link.sam)
    withdraw(consultation=gone, by=link.sam)
    client.force_login(link.toni)
    assert "/consultations/desk/over/" in client.get("/consultations/desk/").text
    all_of_them = {str(one.pk) for one in (told, agreed, gone)}

    def found(query: str) -> set[str]:
        page = client.get(f"/consultations/desk/over/?{query}").text
        return {id for id in all_of_them if f"/consultations/{id}/" in page}

    assert found("") == all_of_them
    page = client.get("/consultations/desk/over/").text
    for words in ("The mental health support team helps", "Withdrawn by the school", "Not told yet"):
        assert words in page
    assert found("came=support_team") == found("theme=loss") == {str(told.pk)}
    assert found("came=withdrawn") == {str(gone.pk)}
    assert found("came=not_told") == {str(agreed.pk)}
    assert found("mine=on") == set()
    assert "Nothing fits what you have chosen." in client.get("/consultations/desk/over/?mine=on").text
    far = member_of(DeskFactory().team, RoleName.CAMHS_SPECIALIST)
    client.force_login(far)
    assert found("") == set()

"""A consultation that was named after the wrong pupil: out of that record, and whatever was asked for them with it."""

import pytest

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.people.models import YoungPerson
from school_link.actions import after
from school_link.models import Naming, WrongNaming
from sessions_app.actions import referral as referrals
from sessions_app.actions import request as requests
from sessions_app.actions import wrong_person
from sessions_app.enums import ClosedBecause, Pathway, ReferralState
from sessions_app.models import Message, Notice, Referral, RequestForSupport
from tests.factories import TeamSchoolFactory, YoungPersonFactory, member_of
from tests.factories.casework import ConsentLinkFactory, ReferralFactory
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
PAGE = "/consultations/{}/wrong-person/"
WHY = "The form tutor meant a cousin in the year below."


@pytest.fixture
def link() -> Link:
    return a_link()


@pytest.fixture
def team(link):
    return TeamSchoolFactory(school=link.school).team


@pytest.fixture
def torquil(link, team) -> YoungPerson:
    return YoungPersonFactory(school=link.school, given_name="Torquil")


def named(link: Link, pupil: YoungPerson) -> Naming:
    return after.name(consultation=link.agreed(), pupil=pupil, because="agreed", words="Their mother.", by=link.sam)


def sent(naming: Naming, by) -> Referral:
    rest = {"young_person_knows": True, "parent_knows": True, "asker_relationship": "Lead", "already": "Nothing."}
    requests.save_page(draft=naming.request, slug="contact", answers=rest, by=by)
    return requests.send(draft=naming.request, by=by)


def takes_back(naming: Naming, by, because: str = WHY) -> WrongNaming:
    return after.take_back_name(consultation=naming.consultation, seen=str(naming.pk), because=because, by=by)


def test_out_of_the_record_with_what_was_begun_and_named_again(client, link, team, torquil) -> None:
    naming = named(link, torquil)
    one = naming.consultation
    after.ask_for_support(consultation=one, by=link.dee)  # of two drafts, none stays
    assert RequestForSupport.objects.count() == 2
    cousin = YoungPersonFactory(school=link.school, given_name="Quill")
    page, record = f"/consultations/{one.pk}/wrong-person/", f"/consultations/of/{torquil.pk}/"
    client.force_login(link.dee)
    assert page in client.get(f"/consultations/{one.pk}/").text
    asked = client.get(page).text
    assert torquil.name in asked
    assert f"{link.sam.name} has begun" in asked
    said = {"seen": str(naming.pk), "because": " "}
    assert client.post(page, said).status_code == 422
    shown = client.post(page, {**said, "because": WHY}, follow=True).text
    assert WHY in shown
    assert torquil.name not in shown
    assert not RequestForSupport.objects.exists()
    assert Naming.objects.count() == 0
    gone = AuditEvent.objects.filter(verb="after.take_back_name", person_id=str(torquil.pk), kind="deleted")
    assert {event.actor_id for event in gone} == {link.dee.audit_id}
    client.force_login(member_of(team, RoleName.PRACTITIONER))
    assert one.concern not in client.get(record).text
    client.force_login(link.spec)
    theirs = client.get(f"/consultations/{one.pk}/").text
    assert "was the wrong one." in theirs
    assert WHY not in theirs
    after.name(consultation=one, pupil=cousin, because="agreed", words="Their mother.", by=link.sam)
    assert Naming.objects.get().young_person == cousin
    client.force_login(link.dee)
    late = client.post(page, {**said, "because": WHY})  # from a page of before: the right one stays
    assert (late.status_code, Naming.objects.get().young_person) == (409, cousin)


def test_who_is_concerned_is_told(link, torquil) -> None:
    naming = named(link, torquil)
    before = list(Message.objects.values_list("pk", flat=True))
    takes_back(naming, link.dee)
    assert {(each.address, each.words) for each in Message.objects.exclude(pk__in=before)} == {
        (link.sam.email, "news"),
        (link.spec.email, "news"),
    }


def test_what_was_sent_and_not_accepted_is_closed_and_about_nobody(client, link, team, torquil) -> None:
    worker = member_of(team, RoleName.PRACTITIONER)
    naming = named(link, torquil)
    referral = sent(naming, link.sam)
    assert (referral.state, referral.young_person) == (ReferralState.AWAITING_CONSENT, torquil)
    to_parent = ConsentLinkFactory(referral=referral)
    client.force_login(link.dee)
    assert "is withdrawn if nobody has accepted it" in client.get(PAGE.format(naming.consultation_id)).text
    takes_back(naming, link.dee)
    referral.refresh_from_db()
    assert (referral.state, referral.young_person, str(referral.request)) == ("closed", None, "Nobody named yet")
    to_parent.refresh_from_db()
    assert to_parent.revoked_at is not None  # nobody is asked about the wrong child
    assert torquil.referrals.count() == torquil.requests_for_support.count() == 0
    client.force_login(link.sam)
    requests_of_school = client.get("/school/requests/").text
    assert "It named the wrong young person" in client.get(f"/school/requests/{referral.request_id}/").text
    assert torquil.family_name not in requests_of_school
    assert "Withdrawn" in requests_of_school
    (told,) = Notice.objects.filter(to=worker)
    assert told.kind == "wrong_person"
    client.force_login(worker)
    assert "named the wrong young person, the school says" in client.get("/notices/").text
    assert torquil.family_name not in client.get(f"/referrals/{referral.pk}/").text


def test_what_is_closed_already_is_about_nobody_either(link, torquil) -> None:
    naming = named(link, torquil)
    referral = sent(naming, link.sam)
    with recording.acting(by=SYSTEM, verb="test"):
        Referral.objects.filter(pk=referral.pk).update(
            state="closed", closed_because=ClosedBecause.DECLINED, closed_on=clock.today()
        )
    takes_back(naming, link.sam)
    referral.refresh_from_db()
    assert (referral.state, referral.closed_because, referral.young_person) == ("closed", "09", None)


def test_what_a_team_has_accepted_stays_theirs_and_they_are_told(link, team, torquil) -> None:
    worker = member_of(team, RoleName.PRACTITIONER)
    naming = named(link, torquil)
    referral = sent(naming, link.sam)
    with recording.acting(by=SYSTEM, verb="test"):
        Referral.objects.filter(pk=referral.pk).update(pathway=Pathway.ONE_TO_ONE)
    takes_back(naming, link.sam)
    referral.refresh_from_db()
    assert (referral.state, referral.young_person) == (ReferralState.AWAITING_CONSENT, torquil)
    assert "you have accepted it" in Notice.objects.get(to=worker).sentence


def test_a_request_that_is_about_the_right_one_by_now_stays(client, link, team, torquil) -> None:
    naming = named(link, torquil)
    cousin = YoungPersonFactory(school=link.school, given_name="Quill")
    with recording.acting(by=SYSTEM, verb="test"):
        RequestForSupport.objects.filter(pk=naming.request_id).update(young_person=cousin)
    client.force_login(link.sam)
    assert "not sent is deleted" not in client.get(PAGE.format(naming.consultation_id)).text
    takes_back(naming, link.sam)
    assert RequestForSupport.objects.get().young_person == cousin


def test_what_another_request_was_joined_with_is_for_the_team_to_decide(link, team, torquil) -> None:
    """Either way round: what was really asked is not lost with what named the wrong person."""
    worker = member_of(team, RoleName.PRACTITIONER)
    naming = named(link, torquil)
    wrong = sent(naming, link.sam)
    real = ReferralFactory(young_person=torquil, team=team, state=ReferralState.RECEIVED)
    referrals.join(referral=real, other=wrong, by=member_of(team, RoleName.TEAM_MANAGER))
    takes_back(naming, link.sam)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.young_person) == (ReferralState.AWAITING_CONSENT, torquil)
    assert [one.sentence for one in Notice.objects.filter(to=worker, referral=wrong)] == [wrong_person.JOINED]


def test_whoever_works_with_what_it_was_joined_to_is_told(link, team, torquil) -> None:
    worker = member_of(team, RoleName.PRACTITIONER)
    real = ReferralFactory(young_person=torquil, team=team, state=ReferralState.AWAITING_CONSENT)
    naming = named(link, torquil)
    wrong = sent(naming, link.sam)
    referrals.join(referral=wrong, other=real, by=member_of(team, RoleName.TEAM_MANAGER))
    takes_back(naming, link.sam)
    wrong.refresh_from_db()
    assert (wrong.young_person, wrong.same_as) == (None, None)
    assert [one.sentence for one in Notice.objects.filter(to=worker, referral=real)] == [wrong_person.JOINED]


def test_a_safeguarding_concern_is_not_taken_back_with_it(client, link, torquil) -> None:
    one = link.taken()
    after.name(consultation=one, pupil=torquil, because="safeguarding", words="Bruises.", by=link.sam)
    client.force_login(link.dee)
    assert "A safeguarding concern that you raised from this is not taken back" in client.get(PAGE.format(one.pk)).text


def test_only_a_lead_of_the_school_takes_it_back(client, link, torquil) -> None:
    naming = named(link, torquil)
    with pytest.raises(Refused):
        takes_back(naming, link.spec)
    with pytest.raises(Refused, match="how it was found"):
        takes_back(naming, link.sam, because=" ")
    for user, status in (
        (link.spec, 403),
        (member_of(link.desk.team, RoleName.TEAM_MANAGER), 404),
        (member_of(link.school, RoleName.SCHOOL_STAFF), 404),
    ):
        client.force_login(user)
        assert client.get(f"/consultations/{naming.consultation_id}/wrong-person/").status_code == status
    takes_back(naming, link.sam)
    with pytest.raises(Conflict, match="taken back already"):
        takes_back(naming, link.sam)
    client.force_login(link.sam)
    assert client.get(f"/consultations/{naming.consultation_id}/wrong-person/").status_code == 302

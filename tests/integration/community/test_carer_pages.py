"""“Do you help look after someone?”: asked, recognised with agreement, and on no school's page unless agreed."""

import datetime as dt

import pytest
from django.test import Client

from mhst.audit.models import AuditEvent
from mhst.community.actions import carer
from mhst.community.enums import EndedWhy, HelpKind
from mhst.community.models import NeighbourReferral, Recognition
from mhst.core.errors import Conflict
from mhst.people.actions import consent
from mhst.people.enums import WithdrawnBecause
from mhst.people.models import YoungPerson
from sessions_app.forms.ask import ChildAlready, YourAlready
from sessions_app.forms.asked import answered
from sessions_app.forms.request import Already
from tests.factories import ParentOrGuardianFactory, World, YoungPersonFactory, member_of
from tests.factories.casework import ReferralFactory, RequestForSupportFactory
from tests.factories.community import OfferFactory, PartnerFactory, RecognitionFactory

pytestmark = pytest.mark.django_db
TODAY = {"agreed_on_0": "14", "agreed_on_1": "9", "agreed_on_2": "2026"}
#: Words that would tell a school.
LABELS = ("carer", "look after someone", "looks after", "helps look after")


@pytest.fixture(autouse=True)
def a_monday(monday_morning: None) -> None:
    """The clock stands still."""


def recognise(client: Client, person: YoungPerson, **more: str) -> Recognition:
    parent = ParentOrGuardianFactory(young_person=person)
    said = {
        "giver": f"parent {parent.pk}",
        "agreed_how": "phone",
        **TODAY,
        "needs": "Ten minutes in the morning.",
        **more,
    }
    assert client.post(f"/carers/recognise/{person.pk}/", said).status_code == 302
    return Recognition.objects.get(young_person=person)


def pages_of_school(person: YoungPerson) -> tuple[str, ...]:
    own = f"/people/pupils/{person.pk}/"
    return ("/home/", "/people/pupils/", own, "/requests/", "/school/requests/", "/groups/", "/timetable/", "/notices/")


def test_a_parent_who_looks_after_someone_is_referred_by_one_click_if_they_agree(there: World, client: Client) -> None:
    person, partner = there.pupils[0], PartnerFactory(name="Carers Together")
    parent = ParentOrGuardianFactory(young_person=person, name="Jo Marsh", phone="01632 960 400")
    client.force_login(there.practitioner.user)
    way = f"/neighbours/new/?kind=carers&parent={parent.pk}"
    assert way.replace("&", "&amp;") in client.get(f"/people/young-people/{person.pk}/").content.decode()

    page = client.get(way).content.decode()
    assert ("Ask for Jo Marsh, 01632 960 400" in page, "I judged that they can decide" in page) == (True, False)
    said = {
        "what": f"{partner.pk} carers", "why": "Looks after a mother.", "contact": "Ask for Jo.", "giver": "sixteen",
        "agreed_how": "phone", **TODAY,
    }  # fmt: skip
    assert client.post(way, said | {"giver": "parent"}).status_code == 422
    assert client.post(way, said).status_code == 302
    made = NeighbourReferral.objects.get()
    assert (made.young_person, made.agreed_by, made.kind) == (None, "sixteen", HelpKind.CARERS)
    elsewhere = ParentOrGuardianFactory()
    assert client.get(f"/neighbours/new/?parent={elsewhere.pk}").status_code == 404


def test_a_parent_is_recognised_with_their_own_agreement_and_known_to_those_whom_they_name(
    there: World, client: Client
) -> None:
    person = there.pupils[0]
    parent = ParentOrGuardianFactory(young_person=person, name="Jo Marsh")
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=person, state="assessment", practitioner=there.practitioner
    )
    client.force_login(there.practitioner.user)
    plan = {"problem": "Mornings.", "plan": "One step.", "parent_helps_at_home": "Y", **TODAY}
    assert client.post(f"/referrals/{referral.pk}/plan/", plan).status_code == 302
    record, way = f"/people/young-people/{person.pk}/", f"/carers/recognise/parent/{parent.pk}/"
    shown = client.get(record).content.decode()
    assert (way in shown, "a parent or guardian looks after someone" in shown) == (True, True)

    said = {"agreed_how": "phone", **TODAY, "needs": "An evening out.", "champion_may_know": "on"}
    old = client.post(way, said | {"agreed_on_1": "7"})
    assert (old.status_code, "An evening out." in old.content.decode()) == (422, True)
    assert client.post(way, said).status_code == 302
    made = Recognition.objects.get(parent=parent)
    assert (client.get(way).url, YoungPerson.objects.get(pk=person.pk).young_carer) == (f"/carers/{made.pk}/", "Z")
    assert "Jo Marsh is recognised" in client.get(record).content.decode()
    assert "Not recognised as helping" in client.get(record).content.decode()
    PartnerFactory()
    assert f"kind=carers&amp;parent={parent.pk}" in client.get(f"/carers/{made.pk}/").content.decode()

    client.force_login(there.lead)
    pages = {page: client.get(page, follow=True).content.decode().lower() for page in pages_of_school(person)}
    assert [(page, word) for page, words in pages.items() for word in LABELS if word in words] == []

    client.force_login(member_of(there.team, "carers_champion"))
    listed = client.get("/carers/").content.decode()
    assert ("Jo Marsh" in listed, person.name in listed) == (True, False)
    client.force_login(there.practitioner.user)
    assert client.post(f"/carers/{made.pk}/end/", {"why": "consent_ended"}).status_code == 302
    assert "is recognised" not in client.get(record).content.decode()
    RecognitionFactory(of_parent=True, young_person=person, parent=parent, school_may_know=True)
    client.force_login(there.lead)
    assert "Jo Marsh looks after someone at home." in client.get(f"/people/pupils/{person.pk}/").content.decode()


def test_no_page_of_the_school_says_so_unless_they_agreed(there: World, client: Client) -> None:
    person = there.pupils[0]
    client.force_login(there.practitioner.user)
    made = recognise(client, person, champion_may_know="on")
    assert (YoungPerson.objects.get(pk=person.pk).young_carer, made.school_may_know) == ("Y", False)

    client.force_login(there.lead)
    shown = {page: client.get(page, follow=True) for page in pages_of_school(person)}
    assert {response.status_code for response in shown.values()} == {200}
    assert person.name in shown[f"/people/pupils/{person.pk}/"].content.decode()
    pages = {page: response.content.decode().lower() for page, response in shown.items()}
    assert [(page, word) for page, words in pages.items() for word in LABELS if word in words] == []
    for path in (f"/carers/{made.pk}/", f"/carers/recognise/{person.pk}/", f"/people/young-people/{person.pk}/"):
        assert client.get(path).status_code == 404

    carer.end(recognition=made, why="mistake", by=there.practitioner.user)
    client.force_login(there.practitioner.user)
    RecognitionFactory(young_person=there.pupils[0], school_may_know=True)
    client.force_login(there.lead)
    assert "Helps look after someone at home." in client.get(f"/people/pupils/{person.pk}/").content.decode()


def test_who_may_know_is_changed_and_the_school_sees_nothing_from_then_on(there: World, client: Client) -> None:
    client.force_login(there.practitioner.user)
    made = recognise(client, there.pupils[0], school_may_know="on")
    page, school = f"/carers/{made.pk}/who-knows/", f"/people/pupils/{made.young_person_id}/"
    parent = made.agreement.parent
    assert page in client.get(f"/carers/{made.pk}/").content.decode()
    said = {"giver": "judged", "agreed_how": "phone", **TODAY}
    same = client.post(page, said | {"school_may_know": "on"})
    assert (same.status_code, "Nothing is changed" in same.content.decode()) == (422, True)
    later = client.post(page, said | {"agreed_on_2": "2027"})
    assert (later.status_code, "in the future" in later.content.decode()) == (422, True)
    assert client.post(page, said | {"agreed_on_1": "5"}).status_code == 302
    made.refresh_from_db()
    first = made.agreement_id
    assert (made.school_may_know, made.known_said_by, made.known_said_on) == (False, "judged", dt.date(2026, 5, 14))
    shown = client.get(f"/carers/{made.pk}/").content.decode()
    assert ("14 May 2026" in shown, ": they themselves said so" in shown) == (True, True)
    assert AuditEvent.objects.filter(verb="carer.say_who_knows", person_id=str(made.young_person_id)).exists()

    client.force_login(there.lead)
    assert "look after someone" not in client.get(school).content.decode()
    client.force_login(there.practitioner.user)
    alone = client.post(page, said | {"school_may_know": "on"})
    assert (alone.status_code, 'value="judged"' in alone.content.decode()) == (422, True)
    agreed = said | {"giver": f"parent {parent.pk}", "school_may_know": "on"}
    assert client.post(page, agreed).status_code == 302
    made.refresh_from_db()
    assert (made.school_may_know, made.agreement.parent, made.agreement_id == first) == (True, parent, False)
    client.force_login(there.lead)
    assert "Helps look after someone at home." in client.get(school).content.decode()


def test_an_adult_changes_for_themselves_who_may_know(there: World, client: Client) -> None:
    made = RecognitionFactory(of_parent=True, young_person=there.pupils[0], school_may_know=True)
    client.force_login(there.practitioner.user)
    page, said = f"/carers/{made.pk}/who-knows/", {"agreed_how": "phone", **TODAY}
    assert client.post(page, said | {"champion_may_know": "on", "agreed_on_1": "5"}).status_code == 422
    assert client.post(page, said | {"champion_may_know": "on"}).status_code == 302
    made.refresh_from_db()
    assert (made.champion_may_know, made.school_may_know, made.agreed_on) == (True, False, dt.date(2026, 9, 14))
    carer.end(recognition=made, why="mistake", by=there.practitioner.user)
    assert client.post(page, said).status_code == 409


def test_the_answer_to_the_question_leads_to_recognising_and_to_a_referral_of_one_click(
    there: World, client: Client
) -> None:
    client.force_login(there.practitioner.user)
    person, partner = there.pupils[0], PartnerFactory()
    record = f"/people/young-people/{person.pk}/"
    assert "Not recognised as helping" in client.get(record).content.decode()
    asked = RequestForSupportFactory(young_person=person, school=there.school, helps_at_home="Y")
    ReferralFactory(team=there.team, school=there.school, young_person=person, request=asked)
    assert "the answer was that they help look after someone" in client.get(record).content.decode()

    nobody = client.post(f"/carers/recognise/{person.pk}/", {"needs": "A break."})
    assert (nobody.status_code, "A break." in nobody.content.decode()) == (422, True)
    made = recognise(client, person)
    assert client.get(f"/carers/recognise/{person.pk}/").url == f"/carers/{made.pk}/"
    refer = f"/neighbours/new/?person={person.pk}&kind=carers"
    assert refer.replace("&", "&amp;") in client.get(f"/carers/{made.pk}/").content.decode()
    form = client.get(refer).content.decode()
    assert ("would like to know what you offer" in form, f'value="{partner.pk} carers"' in form) == (True, True)
    assert (NeighbourReferral.objects.count(), "Recognised on" in client.get(record).content.decode()) == (0, True)


def test_a_champion_sees_those_of_their_teams_who_agreed_and_notes_what_was_offered(
    there: World, client: Client
) -> None:
    agreed = RecognitionFactory(young_person=there.pupils[0], champion_may_know=True)
    private = RecognitionFactory(young_person=YoungPersonFactory(school=there.school))
    elsewhere = RecognitionFactory(champion_may_know=True)
    client.force_login(member_of(there.team, "carers_champion"))

    listed = client.get("/carers/").content.decode()
    assert [f"/carers/{one.pk}/" in listed for one in (agreed, private, elsewhere)] == [True, False, False]
    answers = [client.get(f"/carers/{one.pk}/").status_code for one in (agreed, private, elsewhere)]
    assert answers == [200, 404, 404]
    offered = {"what": "A place on the Saturday trip.", "once": "3f0c1c52-2f0b-4a52-8e6b-53fd5a1f2a6e"}
    assert [client.post(f"/carers/{agreed.pk}/", offered).status_code for _ in range(2)] == [302, 302]
    assert agreed.offers.count() == 1
    assert "A place on the Saturday trip." in client.get("/carers/").content.decode()
    assert client.get(f"/carers/{agreed.pk}/end/").status_code == 403
    assert AuditEvent.objects.filter(verb="carers.index", person_id=str(agreed.young_person_id)).exists()


def test_it_ends_when_they_no_longer_look_after_anybody(there: World, client: Client) -> None:
    client.force_login(there.practitioner.user)
    made = recognise(client, there.pupils[0], champion_may_know="on", school_may_know="on")
    OfferFactory(recognition=made)
    assert client.post(f"/carers/{made.pk}/end/", {"why": "no_longer"}).status_code == 302

    with pytest.raises(Conflict):  # opened before it ended
        carer.end(recognition=made, why=EndedWhy.MISTAKE, by=there.practitioner.user)
    made.refresh_from_db()
    assert (made.ended_why, YoungPerson.objects.get(pk=made.young_person_id).young_carer) == ("no_longer", "N")
    assert client.post(f"/carers/{made.pk}/", {"what": "More."}).status_code == 409
    assert client.get(f"/carers/{made.pk}/end/").status_code == 409
    assert "may know" not in client.get(f"/carers/{made.pk}/").content.decode()
    client.force_login(member_of(there.team, "carers_champion"))
    assert client.get(f"/carers/{made.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_it_ends_when_the_agreement_is_taken_back(there: World) -> None:
    made = RecognitionFactory(young_person=there.pupils[0], champion_may_know=True, school_may_know=True)
    reason, changed = "Not any more.", WithdrawnBecause.CHANGED_MIND
    consent.withdraw(decision=made.agreement, because=changed, reason=reason, by=there.practitioner.user)

    made.refresh_from_db()
    assert (made.ended_why, made.ended_on) == ("consent_ended", dt.date(2026, 9, 14))


def test_it_is_asked_when_support_is_asked_for_and_at_the_assessment(there: World, client: Client) -> None:
    client.force_login(there.practitioner.user)
    person = there.pupils[0]
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=person, state="assessment", practitioner=there.practitioner
    )
    plan = {"problem": "Mornings.", "plan": "One step.", "helps_at_home": "Y", **TODAY}
    page = client.get(f"/referrals/{referral.pk}/plan/").content.decode()
    assert "Do they help look after someone?" in page
    assert "Does a parent or guardian look after someone?" in page
    assert client.post(f"/referrals/{referral.pk}/plan/", plan).status_code == 302
    assert YoungPerson.objects.get(pk=person.pk).young_carer == "Y"


def test_a_young_person_answers_it_when_they_ask_and_may_leave_it(there: World) -> None:
    for form in (YourAlready, ChildAlready, Already):
        field = form.base_fields["helps_at_home"]
        assert (field.required, [value for value, _ in field.choices]) == (False, ["Y", "N", "Z"])
    assert ChildAlready.base_fields["parent_helps_at_home"].required is False
    asked = RequestForSupportFactory(helps_at_home="Z")
    said = {answer.name: answer.said for page in answered(asked) for answer in page.answers}
    assert said["helps_at_home"] == "Not sure"

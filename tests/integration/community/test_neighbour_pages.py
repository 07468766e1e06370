"""Staff refer, follow and finish; managers keep the partners; those who work at one answer signed in."""

import pytest
from django.test import Client

from mhst.access.actions import user
from mhst.community.enums import HelpKind, NeighbourState
from mhst.community.models import NeighbourReferral, Partner
from mhst.core import clock
from mhst.core.actors import SYSTEM
from sessions_app.actions.hand_over import hand_over
from sessions_app.queries.hand_over import Passed
from tests.factories import OrganisationFactory, ParentOrGuardianFactory, SchoolFactory, World, member_of
from tests.factories.casework import ReferralFactory
from tests.factories.community import NeighbourReferralFactory, PartnerFactory, PartnerLinkFactory
from tests.factories.directory import DirectoryServiceFactory

pytestmark = pytest.mark.django_db
TODAY = {"agreed_on_0": "14", "agreed_on_1": "9", "agreed_on_2": "2026"}


@pytest.fixture(autouse=True)
def a_monday(monday_morning: None) -> None:
    """The clock stands still."""


def said(partner: Partner, giver: str, **more: str) -> dict[str, str]:
    return {
        "what": f"{partner.pk} carers", "why": "Helps at home.", "contact": "Ask for Robin.", "giver": giver,
        "agreed_how": "phone", **TODAY, **more,
    }  # fmt: skip


def test_the_record_and_the_referral_lead_to_three_fields_and_the_answer_stands_on_the_record(
    there: World, client: Client
) -> None:
    client.force_login(there.practitioner.user)
    person, partner = there.pupils[0], PartnerFactory()
    parent = ParentOrGuardianFactory(young_person=person)
    new = f"/neighbours/new/?person={person.pk}"
    referral = ReferralFactory(team=there.team, young_person=person, school=there.school)
    pages = (f"/people/young-people/{person.pk}/", f"/referrals/{referral.pk}/")
    assert [new in client.get(page).content.decode() for page in pages] == [True, True]

    missing = client.post(new, said(partner, f"parent {parent.pk}", why=""))
    assert (missing.status_code, "Ask for Robin." in missing.content.decode()) == (422, True)
    late = client.post(new, said(partner, f"parent {parent.pk}", agreed_on_2="2027"))
    assert (late.status_code, "That date is in the future" in late.content.decode()) == (422, True)
    done = client.post(new, said(partner, f"parent {parent.pk}"))
    made = NeighbourReferral.objects.get()

    assert (done.status_code, done.url) == (302, f"/neighbours/{made.pk}/")
    assert f"{partner}: waiting for an answer" in client.get(pages[0]).content.decode()
    assert "Helps at home." in client.get(done.url).content.decode()


def test_somebody_under_a_nickname_is_referred_from_the_chat_without_a_record(there: World, client: Client) -> None:
    client.force_login(member_of(there.team, "counsellor"))
    partner = PartnerFactory()
    assert client.get(f"/neighbours/new/?person={there.pupils[0].pk}").status_code == 404
    assert client.get("/neighbours/new/?person=nobody").status_code == 404

    alone = client.post("/neighbours/new/", said(partner, "judged"))
    assert (alone.status_code, "Write down what you asked" in alone.content.decode()) == (422, True)
    assert client.post("/neighbours/new/", said(partner, "judged", assessment="They can say no.")).status_code == 302
    made = NeighbourReferral.objects.get()
    assert (made.young_person, made.agreed_by, made.assessment) == (None, "judged", "They can say no.")
    assert "Somebody who is not on record" in client.get("/neighbours/").content.decode()


@pytest.mark.both_engines
def test_what_is_sent_twice_asks_the_partner_once(there: World, client: Client) -> None:
    client.force_login(member_of(there.team, "counsellor"))
    partner = PartnerFactory()
    page = client.get("/neighbours/new/").content.decode()
    once = page.partition('name="once" value="')[2][:36]
    asked = said(partner, "judged", assessment="They can say no.", once=once)
    answers = [client.post("/neighbours/new/", asked | {"csrfmiddlewaretoken": str(n)}) for n in range(2)]
    made = NeighbourReferral.objects.get()

    assert [answer.headers["Location"] for answer in answers] == [f"/neighbours/{made.pk}/"] * 2
    assert made.links.count() == 1
    assert client.post("/neighbours/new/", asked | {"why": "Somebody else."}).status_code == 302
    assert NeighbourReferral.objects.count() == 2


def test_a_referrer_plans_withdraws_and_finishes_and_a_colleague_sees_nothing(there: World, client: Client) -> None:
    own = NeighbourReferralFactory(team=there.team, referred_by=there.practitioner.user, accepted=True)
    other = NeighbourReferralFactory(team=there.team, referred_by=there.practitioner.user)
    client.force_login(there.practitioners[1].user)
    assert client.get(f"/neighbours/{own.pk}/").status_code == 404
    client.force_login(there.practitioner.user)

    past = client.post(
        f"/neighbours/{own.pk}/plan/", {f"follow_up_on_{n}": x for n, x in enumerate(("1", "9", "2026"))}
    )
    assert past.status_code == 422
    client.post(f"/neighbours/{own.pk}/plan/", {f"follow_up_on_{n}": x for n, x in enumerate(("1", "10", "2026"))})
    assert "1 October 2026" in client.get(f"/neighbours/{own.pk}/").content.decode()
    client.post(f"/neighbours/{own.pk}/follow-up/", {"outcome": "They go every week."})
    client.post(f"/neighbours/{other.pk}/withdraw/", {"why": "other_help"})
    again = client.post(f"/neighbours/{other.pk}/withdraw/", {"why": "other_help"})

    for one in (own, other):
        one.refresh_from_db()
    assert (own.state, other.state, again.status_code) == (NeighbourState.FOLLOWED_UP, NeighbourState.WITHDRAWN, 409)


def test_the_list_is_narrowed_by_name_partner_state_and_ones_own(there: World, client: Client) -> None:
    own = NeighbourReferralFactory(team=there.team, referred_by=there.manager, young_person__given_name="Zadie")
    late = NeighbourReferralFactory(team=there.team, late=True, young_person__given_name="Quill")
    client.force_login(there.manager)

    def found(query: str) -> list[bool]:
        page = client.get(f"/neighbours/?{query}").content.decode()
        return [f"/neighbours/{one.pk}/" in page for one in (own, late)]

    assert [found("state=all"), found("state=late"), found("mine=on")] == [[True, True], [False, True], [True, False]]
    assert [found("text=zadie"), found(f"partner={late.partner_id}")] == [[True, False], [False, True]]
    assert found("state=declined") == [False, False]


def test_a_school_asks_a_partner_in_its_own_name_and_the_team_sees_it(there: World, client: Client) -> None:
    client.force_login(there.lead)
    partner = PartnerFactory()
    assert "/neighbours/new/" in client.get("/home/").content.decode()
    page = client.get("/neighbours/new/").content.decode()
    assert (f"who work with {there.school}" in page, "I judged that they can decide" in page) == (True, False)

    assert client.post("/neighbours/new/", said(partner, "judged")).status_code == 422
    assert client.post("/neighbours/new/", said(partner, "parent")).status_code == 302
    made = NeighbourReferral.objects.get()
    assert (made.school, made.team, made.agreed_by) == (there.school, there.team, "parent")
    PartnerLinkFactory(referral=made, token="token-of-a-school")
    assert f"{there.school}, with {there.team}" in client.get("/for-partners/token-of-a-school/").content.decode()
    client.force_login(there.manager)
    assert "Somebody who is not on record" in client.get("/neighbours/").content.decode()


def test_where_no_team_works_with_a_school_it_says_so(client: Client) -> None:
    PartnerFactory()
    client.force_login(member_of(SchoolFactory(), "school_staff"))
    assert "No team works with you yet" in client.get("/neighbours/new/").content.decode()


def test_the_directory_leads_to_the_partner_and_the_partner_to_the_directory(there: World, client: Client) -> None:
    entry = DirectoryServiceFactory(capacity="waiting", email="ask@entry.example")
    path, add = f"/directory/{entry.pk}/", f"/partners/add/?provider={entry.provider_id}"
    assert "Add them as a partner" not in client.get(path).content.decode()
    client.force_login(there.manager)
    assert add.replace("&", "&amp;") in client.get(path).content.decode()
    begun = client.get(add).content.decode()
    assert ("ask@entry.example" in begun, client.get("/partners/add/?provider=0").status_code) == (True, 404)
    assert client.get("/partners/add/?provider=none").status_code == 200

    given = {"name": "Friday Club", "kinds": ["carers"], "email": "ask@entry.example", "answer_days": "3"}
    client.post(add, given | {"provider": entry.provider_id})
    partner = Partner.objects.get()
    refer = f"/neighbours/new/?partner={partner.pk}"
    assert refer in client.get(path).content.decode()
    assert path in client.get("/partners/").content.decode()
    PartnerFactory(name="Somebody Else")
    form = client.get(refer).content.decode()
    assert ("Has a waiting list, by the directory." in form, "Somebody Else" in form) == (True, False)


def test_what_a_leaver_asked_waits_for_the_team_and_is_taken_over(there: World, client: Client) -> None:
    left = NeighbourReferralFactory(team=there.team, referred_by=there.practitioner.user, accepted=True)
    user.leave(user=there.practitioner.user, by=SYSTEM)
    client.force_login(there.manager)
    assert "Take over 1 referral to partners" in client.get("/home/").content.decode()
    assert f"/neighbours/{left.pk}/" in client.get("/neighbours/?state=left").content.decode()

    assert client.post(f"/neighbours/{left.pk}/take-over/").status_code == 302
    left.refresh_from_db()
    assert (left.referred_by, client.post(f"/neighbours/{left.pk}/take-over/").status_code) == (there.manager, 409)
    assert "Take over" not in client.get("/home/").content.decode()


def test_whoever_takes_somebody_on_gets_what_was_asked_for_them(
    there: World, django_capture_on_commit_callbacks
) -> None:
    old, new = there.practitioner, there.practitioners[1]
    asked = NeighbourReferralFactory(team=there.team, referred_by=old.user, young_person=there.pupils[0])
    ended = NeighbourReferralFactory(
        team=there.team, referred_by=old.user, young_person=there.pupils[0], state="withdrawn",
        ended_at=clock.now(), withdrawn_why="mistake",
    )  # fmt: skip
    held = ReferralFactory(
        team=there.team, young_person=there.pupils[0], school=there.school, practitioner=old, state="assessment"
    )
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(practitioner=old, young_people=[Passed(held, new, "Likes to walk.")], by=there.manager)
    for one in (asked, ended):
        one.refresh_from_db()
    assert (asked.referred_by, ended.referred_by) == (new.user, old.user)


def test_a_manager_keeps_the_partners(there: World, client: Client) -> None:
    client.force_login(there.manager)
    given = {"name": "Carers Together", "kinds": ["carers"], "email": "ask@carers.example", "answer_days": "3"}
    assert client.post("/partners/add/", given).status_code == 302
    assert client.post("/partners/add/", given).status_code == 422  # the same name again
    made = Partner.objects.get()
    client.post(f"/partners/{made.pk}/change/", given | {"kinds": ["carers", "grief"]})
    client.post(f"/partners/{made.pk}/end/")
    made.refresh_from_db()
    assert (made.kinds, made.answer_days, made.ended_on is None) == ([HelpKind.CARERS, HelpKind.GRIEF], 3, False)

    client.force_login(there.practitioner.user)
    assert "No partners yet" in client.get(f"/neighbours/new/?person={there.pupils[0].pk}").content.decode()
    client.force_login(there.manager)
    client.post(f"/partners/{made.pk}/bring-back/")
    assert "Not asked any more" not in client.get("/partners/").content.decode()


def test_who_works_at_the_partner_answers_signed_in(client: Client) -> None:
    here = OrganisationFactory()
    asked = NeighbourReferralFactory(partner__organisation=here)
    client.force_login(member_of(here, "partner_worker"))
    path = f"/partner-inbox/{asked.pk}/"

    assert "Answer 1 referral" in client.get("/home/").content.decode()
    assert client.post(path, {"answer": "decline"}).status_code == 422
    assert client.post(path, {"answer": "accept"}).status_code == 302
    assert client.post(path, {"state": "came"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == NeighbourState.CAME
    client.post(path, {"state": "ended"})
    assert (client.get(path).status_code, path in client.get("/partner-inbox/").content.decode()) == (404, False)

"""From a practitioner's referral to a review after three months; who sees what of it."""

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit.models import AuditEvent
from mhst.community.enums import Giver
from mhst.community.prescribing.actions import referral as actions
from mhst.community.prescribing.models import Introduction, LinkReferral, Review, Step
from mhst.community.rules.agreement import Agreed
from mhst.core import clock
from mhst.core.errors import Conflict
from mhst.people.actions import consent
from mhst.people.enums import ConsentAnswer, ConsentKind, ConsentMethod, WithdrawnBecause
from mhst.people.queries import beside
from mhst.places.enums import TeamKind
from sessions_app.models import Message
from tests.factories import (
    ConsentDecisionFactory,
    ParentOrGuardianFactory,
    SchoolFactory,
    TeamFactory,
    TeamSchoolFactory,
    YoungPersonFactory,
    member_of,
)  # fmt: skip
from tests.factories.prescribing import LinkReferralFactory

pytestmark = pytest.mark.django_db
CANARY = "canary-of-the-brass-band"


@pytest.fixture(autouse=True)
def autumn(time_machine: Any) -> Any:
    time_machine.move_to("2026-11-05T08:00:00Z", tick=False)
    return time_machine


class Place:
    """A support team with a school, and two link workers beside it."""

    def __init__(self) -> None:
        self.team, self.school = TeamFactory(), SchoolFactory()
        TeamSchoolFactory(team=self.team, school=self.school)
        self.links = TeamFactory(kind=TeamKind.LINK_WORK)
        self.naomi: User = member_of(self.links, RoleName.LINK_WORKER)
        self.peter: User = member_of(self.links, RoleName.LINK_WORKER)
        self.hannah: User = member_of(self.team, RoleName.PRACTITIONER, email="hannah@example.invalid")
        self.person = YoungPersonFactory(school=self.school, birth_date=dt.date(2010, 3, 1))

    def referred(self) -> LinkReferral:
        agreed = Agreed(Giver.SIXTEEN, ConsentMethod.IN_PERSON, clock.today())
        return actions.refer(person=self.person, team=self.links, reason=CANARY, agreed=agreed, by=self.hannah)

    def said(self, **given: str) -> dict[str, str]:
        told = {"team": str(self.links.pk), "reason": CANARY, "giver": "sixteen", "agreed_how": "in_person"}
        return told | day("agreed_on", clock.today()) | given

    def taken(self) -> LinkReferral:
        referral = self.referred()
        actions.take(referral=referral, by=self.naomi)
        referral.refresh_from_db()
        return referral


@pytest.fixture
def place() -> Place:
    return Place()


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def withdraw(place: Place, referral: LinkReferral) -> None:
    why = {"because": WithdrawnBecause.CHANGED_MIND, "reason": "Not now."}
    consent.withdraw(decision=referral.agreement, by=place.hannah, **why)


def day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}


def test_a_practitioner_refers_from_the_record_and_sees_the_state_only(place: Place, client: Client) -> None:
    client.force_login(place.hannah)
    record = f"/people/young-people/{place.person.pk}/"
    refer = f"/prescribing/refer/{place.person.pk}/"
    assert refer in client.get(record).content.decode()
    assert "Who agreed to this?" in client.post(refer, place.said(giver="")).content.decode()
    once = {"once": str(uuid4())}
    assert [client.post(refer, place.said(**once)).status_code for _ in "12"] == [302, 302]
    referral = LinkReferral.objects.get()
    assert (referral.agreement.kind, referral.agreement.recorded_by) == (ConsentKind.LINK_WORKER, place.hannah)
    state = f"/prescribing/referred/{referral.pk}/"
    assert state in client.get(record).content.decode()
    back = re.findall(r'href="(/people/consent/[^"]+/take-back/[^"]+)"', client.get(record).content.decode())[0]
    taken = client.post(back, {"because": "changed_mind", "reason": ""})
    assert (taken.status_code, f'href="{record}"' in taken.content.decode()) == (422, True)
    told = words(client.get(state))
    assert ("Waiting for a link worker" in told, CANARY in told) == (True, False)
    assert client.get(f"/prescribing/{referral.pk}/").status_code == 404
    with pytest.raises(Conflict):
        place.referred()


def test_of_somebody_under_16_a_parent_agrees_and_nobody_against_a_no(place: Place, client: Client) -> None:
    place.person = YoungPersonFactory(school=place.school, birth_date=dt.date(2012, 3, 1))
    mother, father = (ParentOrGuardianFactory(young_person=place.person) for _ in "12")
    client.force_login(place.hannah)
    refer = f"/prescribing/refer/{place.person.pk}/"
    no = ConsentDecisionFactory(
        young_person=place.person, kind=ConsentKind.LINK_WORKER, parent=father, answer=ConsentAnswer.REFUSED
    )
    yes = place.said(giver=f"parent {mother.pk}")
    assert "Who agreed to this?" in client.post(refer, place.said()).content.decode()  # not they by themselves
    long_ago = client.post(refer, yes | day("agreed_on", dt.date(2026, 9, 1)))
    assert (long_ago.status_code, "more than four weeks ago" in long_ago.content.decode()) == (422, True)
    against = client.post(refer, yes)
    assert (against.status_code, "People disagree about this" in against.content.decode()) == (422, True)
    assert CANARY in against.content.decode()
    consent.withdraw(decision=no, because=WithdrawnBecause.MISTAKE, reason="Of his brother.", by=place.hannah)
    assert client.post(refer, yes).status_code == 302
    assert LinkReferral.objects.get().agreement.parent == mother


def test_taken_back_on_the_record_it_ends_and_both_hear_of_it(
    place: Place, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    referral = place.taken()
    User.objects.filter(pk=place.naomi.pk).update(email="naomi@example.invalid")
    actions.agree_plan(referral=referral, by=place.naomi)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(place, referral)
    referral.refresh_from_db()
    assert (referral.state, referral.closed_because, Review.objects.count()) == ("closed", "taken_back", 0)
    assert sorted(one.address for one in Message.objects.all()) == [
        "hannah@example.invalid",
        "hannah@example.invalid",
        "naomi@example.invalid",
    ]
    client.force_login(place.naomi)
    page = words(client.get(f"/prescribing/{referral.pk}/"))
    assert ("Their agreement was taken back" in page, "Ask the four questions" in page) == (True, False)
    assert client.get(f"/prescribing/{referral.pk}/wellbeing/").status_code == 403
    client.force_login(place.hannah)
    assert "when their agreement was taken back" in words(client.get(f"/prescribing/referred/{referral.pk}/"))
    with django_capture_on_commit_callbacks(execute=True):
        waiting = place.referred()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"  # it was agreed to a moment ago
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(place, waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.worker) == ("closed", None)


def test_who_did_not_refer_them_and_the_school_see_nothing(place: Place, client: Client) -> None:
    referral = place.taken()
    colleague = member_of(place.team, RoleName.PRACTITIONER)
    lead = member_of(place.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    answers = []
    for user in (colleague, lead):
        client.force_login(user)
        paths = (f"/prescribing/referred/{referral.pk}/", f"/prescribing/{referral.pk}/", "/prescribing/")
        answers.append([client.get(path).status_code for path in paths])
    assert answers == [[404, 404, 403], [404, 404, 403]]
    assert (beside.of(place.person, lead), [one.heading for one in beside.of(place.person, colleague)]) == (
        [one for one in beside.of(place.person, lead) if one.heading != "Link worker"],
        [one.heading for one in beside.of(place.person, colleague) if one.heading != "Link worker"],
    )


def test_a_colleague_sees_that_they_work_together_and_can_take_over(place: Place, client: Client) -> None:
    referral = place.taken()
    client.force_login(place.peter)
    page = words(client.get(f"/prescribing/{referral.pk}/"))
    assert (place.naomi.name in page, CANARY in page) == (True, False)
    assert client.get(f"/prescribing/{referral.pk}/matters/").status_code == 403
    assert [client.post(f"/prescribing/{referral.pk}/take/").status_code for _ in "12"] == [302, 302]
    assert CANARY in words(client.get(f"/prescribing/{referral.pk}/"))
    client.force_login(place.naomi)
    assert CANARY not in words(client.get(f"/prescribing/{referral.pk}/"))


def test_three_tries_then_what_follows(place: Place, client: Client) -> None:
    page = f"/prescribing/{place.taken().pk}/"
    client.force_login(place.naomi)
    for outcome in ("no_answer", "left_words", "no_answer"):
        tried = {**day("day", dt.date(2026, 11, 4)), "minute": "600", "way": "phone", "outcome": outcome}
        once = {"once": str(uuid4())}
        assert [client.post(f"{page}try/", tried | once).status_code for _ in range(2)] == [302, 302]
    assert "Three tries reached nobody" in words(client.get(page))
    assert client.post(f"{page}try/", tried).status_code == 422
    client.post(f"{page}next/", {"next": "ask"})
    assert "After three tries: ask whoever referred them." in words(client.get(page))
    assert client.post(f"{page}try/", {**tried, "outcome": "spoke"}).status_code == 302


def test_from_what_matters_to_a_review_that_is_due(place: Place, client: Client, autumn: Any) -> None:
    page = f"/prescribing/{place.taken().pk}/"
    client.force_login(place.naomi)
    client.post(f"{page}matters/", {"matters": "I want to play again."})
    once = {"once": "3f0c1c52-2f0b-4a52-8e6b-53fd5a1f2a6e"}
    ring = {"words": "Ring the band", "owner": "link_worker", **day("due_on", clock.today()), **once}
    brass = {"service": "Brass band", "went_with": "on", **day("on", clock.today()), **once}
    assert [client.post(f"{page}steps/", ring).status_code for _ in range(2)] == [302, 302]
    step = re.findall(r'action="([^"]+/done/)"', client.get(page).content.decode())[0]
    client.post(step)
    assert client.post(step.replace("/done/", "/other/")).status_code == 404
    assert [client.post(f"{page}plan/").status_code for _ in "12"] == [302, 302]
    assert [client.post(f"{page}introductions/", brass).status_code for _ in range(2)] == [302, 302]
    assert (Step.objects.count(), Introduction.objects.count()) == (1, 1)
    came = re.findall(rf'href="({page}introductions/[^"]+)"', client.get(page).content.decode())
    client.post(next(one for one in came if one.count("-") > 4), {"came_of": "goes", "words": "I sit at the back."})
    asked = {"satisfied": "4", "worthwhile": "5", "happy": "3", "anxious": ""}
    assert client.post(f"{page}wellbeing/", dict.fromkeys(asked, "")).status_code == 422
    assert [client.post(f"{page}wellbeing/", asked | once).status_code for _ in "12"] == [302, 302]
    assert client.get(f"{page}wellbeing/").status_code == 403
    assert list(Review.objects.values_list("due_on", flat=True)) == [
        dt.date(2027, 2, 5), dt.date(2027, 5, 5), dt.date(2027, 11, 5),
    ]  # fmt: skip
    finish = {"because": "done", "words": "It goes well.", "keeps_reviews": "on"}
    assert [client.post(f"{page}finish/", finish).status_code for _ in "12"] == [302, 302]
    assert client.post(f"{page}finish/", finish | {"words": "It does not."}).status_code == 422
    autumn.move_to("2027-02-08T09:00:00Z", tick=False)
    client.force_login(place.naomi)
    assert "Hold 1 review that is due" in words(client.get("/home/"))
    listed = client.get("/prescribing/").content.decode()
    due = re.findall(r'href="(/prescribing/[^"]+/reviews/[^"]+)"', listed)
    held = {"words": "Still going.", **day("held_on", clock.today())}
    assert [client.post(due[0], said).status_code for said in (held, held, held | {"words": "No."})] == [302, 302, 409]
    client.post(f"{page}wellbeing/", {**asked, "satisfied": "7"})
    told = words(client.get(page))
    for sentence in ("I want to play again.", "Ring the band", "Brass band", "I sit at the back.", "Still going."):
        assert sentence in told
    assert "On a scale from 0 to 10" in told
    assert "Open Government Licence" in told
    assert not {"better", "worse", "improved"} & set(told.lower().split())


def test_at_the_end_reviews_go_on_or_not(place: Place) -> None:
    ends = []
    for keeps in (True, False):
        referral = LinkReferralFactory(team=place.links, with_worker=True)
        if not keeps:
            actions.agree_plan(referral=referral, by=referral.worker)
        actions.close(referral=referral, because="enough", words="", keeps_reviews=keeps, by=referral.worker)
        ends.append(referral.reviews.count())
    assert ends == [3, 0]


def test_the_four_questions_are_not_asked_of_somebody_younger(place: Place, client: Client) -> None:
    referral = LinkReferralFactory(team=place.links, young_person__birth_date=dt.date(2012, 3, 1))
    actions.take(referral=referral, by=place.naomi)
    client.force_login(place.naomi)
    assert "made for people of 16 and over" in words(client.get(f"/prescribing/{referral.pk}/"))


def test_whoever_referred_them_hears_that_there_is_news_and_nothing_more(place: Place) -> None:
    referral = place.taken()
    message = Message.objects.get()
    assert message.address == "hannah@example.invalid"
    assert place.person.given_name not in str(message.details)
    assert str(referral.pk) in str(message.details)


def test_words_are_sealed_and_looking_is_in_the_persons_history(place: Place, client: Client) -> None:
    referral = place.taken()
    client.force_login(place.naomi)
    client.get(f"/prescribing/{referral.pk}/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM prescribing_linkreferral")
        assert CANARY.encode() not in bytes(cursor.fetchone()[0])
    looked = AuditEvent.objects.get(verb="prescribing.show")
    assert (looked.kind, looked.person_id) == ("viewed", str(place.person.pk))

"""An issued letter goes by a link to whoever agreed to one, or somebody says how it went; and what waits is chased."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict
from mhst.people.enums import ConsentKind
from sessions_app.actions import dispatch as actions
from sessions_app.actions import letter as letters
from sessions_app.documents.message import words_of
from sessions_app.enums import Channel, LetterKind, LetterTo, LetterWay, MessageState, MessageWords, ReferralState
from sessions_app.models import Dispatch, Letter, Message, Referral
from sessions_app.queries import dispatch as queries
from sessions_app.queries.todo import letters_to_send
from sessions_app.rules import dispatch as rules
from tests.factories import World, YoungPersonFactory, member_of, world
from tests.factories.casework import LetterFactory, ReferralFactory, RequestForSupportFactory
from tests.factories.message import ContactPreferenceFactory
from tests.factories.people import ConsentDecisionFactory, ParentOrGuardianFactory
from tests.support.not_made import back
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
BORN = dt.date(2013, 5, 14)


@pytest.fixture(autouse=True)
def monday_morning(time_machine: Any) -> None:
    time_machine.move_to("2026-09-14 08:00+01:00", tick=False)


@pytest.fixture
def there() -> World:
    return world(pupils=1)


@pytest.fixture
def referral(there: World) -> Referral:
    person = YoungPersonFactory(school=there.school, birth_date=BORN)
    ConsentDecisionFactory(young_person=person, kind=ConsentKind.CONTACT)
    return ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=ReferralState.REVIEW,
        practitioner=there.practitioner,
        request=RequestForSupportFactory(school=there.school, young_person=person, owner=there.lead),
    )  # fmt: skip


@pytest.fixture
def by(there: World) -> Any:
    return there.practitioner.user


def issue(referral: Referral, by: Any, to: str = LetterTo.YOUNG_PERSON) -> Letter:
    letter = LetterFactory(referral=referral, to=to, looked_at=True)
    return letters.issue(letter=letter, by=by, agreed=True)


def agrees(referral: Referral, **more: Any) -> Any:
    given = {"young_person": referral.young_person, "letters": True, "email": "channel" not in more, **more}
    return ContactPreferenceFactory(**given)


def test_a_link_goes_as_it_is_issued_and_the_message_tells_nothing(referral: Referral, by: Any) -> None:
    way = agrees(referral)
    letter = issue(referral, by)
    [went] = queries.of(letter)
    assert (went.dispatch.way, went.dispatch.to, went.dispatch.preference) == ("link", referral.young_person.name, way)
    assert went.message is not None
    assert (went.message.words, went.message.state) == (MessageWords.TO_OPEN, MessageState.WAITING)
    said = words_of(went.message)
    assert said.address == way.address
    token = said.body.split("/letter/")[1].split("/")[0]
    assert queries.by_token(token) == went.dispatch
    assert referral.young_person.given_name not in said.body + said.subject


def test_nobody_is_written_to_who_did_not_agree_to_letters(referral: Referral, by: Any) -> None:
    agrees(referral, channel=Channel.TEXT, ended_on=clock.today())
    ContactPreferenceFactory(young_person=referral.young_person, letters=False)
    letter = issue(referral, by)
    assert (queries.of(letter), refusal(actions.send, letter=letter, by=by)) == ([], "no-way")


def test_each_parent_who_may_know_gets_a_link_by_one_way(referral: Referral, by: Any) -> None:
    one, other = (
        ParentOrGuardianFactory(
            young_person=referral.young_person, has_parental_responsibility=has, may_be_contacted=True
        )
        for has in (True, False)
    )
    for parent in (one, other):
        agrees(referral, parent=parent)
    agrees(referral, parent=one, channel=Channel.TEXT, address=one.phone.replace(" ", ""))
    assert queries.of(issue(referral, by, LetterTo.PARENT)) == []  # nobody has told a parent of it yet
    ConsentDecisionFactory(young_person=referral.young_person, kind=ConsentKind.SHARE_WITH_PARENT)
    letter = issue(referral, by, LetterTo.PARENT)
    assert [(went.dispatch.to, went.message and went.message.channel) for went in queries.of(letter)] == [
        (one.name, Channel.EMAIL)
    ]


def test_the_school_reads_its_letter_on_its_page_and_is_told(referral: Referral, there: World, by: Any) -> None:
    [went] = queries.of(issue(referral, by, LetterTo.SCHOOL))
    assert went.dispatch.way == LetterWay.SCHOOL_PAGE
    assert went.message is not None
    said = words_of(went.message)
    assert (said.address, f"/school/requests/{referral.request_id}/" in said.body) == (there.lead.email, True)


def test_a_letter_to_a_school_that_did_not_ask_waits_for_somebody(there: World, by: Any) -> None:
    referral = ReferralFactory(
        team=there.team, school=there.school, state=ReferralState.REVIEW, practitioner=there.practitioner
    )
    assert queries.of(issue(referral, by, LetterTo.SCHOOL)) == []


def test_a_second_link_stops_the_first_but_not_at_once(referral: Referral, by: Any, time_machine: Any) -> None:
    agrees(referral)
    letter = issue(referral, by)
    assert refusal(actions.send, letter=letter, by=by) == "just-sent"
    time_machine.move_to("2026-09-14 10:00+01:00", tick=False)
    [second] = actions.send(letter=letter, by=by)
    first = Dispatch.objects.exclude(pk=second.pk).get()
    assert (first.is_live, second.is_live) == (False, True)
    assert Message.objects.get(key=first.key).state == MessageState.CANCELLED


def test_what_is_stopped_is_not_opened(referral: Referral, by: Any) -> None:
    agrees(referral)
    [went] = queries.of(issue(referral, by))
    actions.stop(dispatch=went.dispatch, by=by)
    dispatch = Dispatch.objects.get()
    assert refusal(actions.stop, dispatch=dispatch, by=by) == "ended"
    with pytest.raises(Conflict, match="We have stopped this link"):
        actions.open_link(dispatch=dispatch, birth_date=BORN, by=by)


def test_five_wrong_birth_dates_close_it(referral: Referral, by: Any) -> None:
    agrees(referral)
    [went] = queries.of(issue(referral, by))
    for _ in range(5):
        assert not actions.open_link(dispatch=went.dispatch, birth_date=dt.date(2013, 5, 15), by=by)
    with pytest.raises(Conflict, match="wrong too often"):
        actions.open_link(dispatch=went.dispatch, birth_date=BORN, by=by)


def test_it_can_be_opened_for_some_weeks(referral: Referral, by: Any, time_machine: Any) -> None:
    agrees(referral)
    [went] = queries.of(issue(referral, by))
    time_machine.move_to("2026-10-11 08:00+01:00", tick=False)
    assert actions.open_link(dispatch=went.dispatch, birth_date=BORN, by=by)
    time_machine.move_to("2026-10-12 08:00+01:00", tick=False)
    with pytest.raises(Conflict, match="has run out"):
        actions.open_link(dispatch=went.dispatch, birth_date=BORN, by=by)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"way": LetterWay.POST}, None),
        ({"way": LetterWay.LINK}, "way"),
        ({"way": LetterWay.SECURE_EMAIL}, "way"),
        ({"sent_on": dt.date(2026, 9, 13)}, "sent-on"),
        ({"sent_on": dt.date(2026, 9, 15)}, "sent-on"),
    ],
)
def test_somebody_says_that_it_went(referral: Referral, by: Any, changes: dict[str, Any], code: str | None) -> None:
    letter = issue(referral, by)
    given = {"way": LetterWay.HAND, "to": "", "sent_on": clock.today(), **changes}
    assert refusal(actions.by_hand, letter=letter, by=by, **given) == code
    assert [(d.to, d.sent_by) for d in Dispatch.objects.all()] == ([] if code else [(letter.addressee, by)])


def test_it_is_in_the_audit_with_whom_it_is_about(referral: Referral, by: Any) -> None:
    letter = issue(referral, by)
    actions.by_hand(letter=letter, way=LetterWay.HAND, to="Robin", sent_on=clock.today(), by=by)
    last = AuditEvent.objects.filter(verb__startswith="dispatch").last()
    assert (last.verb, last.actor_id) == ("dispatch.by_hand", by.audit_id)


def test_only_what_is_issued_goes_and_only_by_those_who_write(referral: Referral, there: World, by: Any) -> None:
    draft = LetterFactory(referral=referral)
    assert refusal(actions.send, letter=draft, by=by) == "not-issued"
    assert refusal(rules.check_can_send, draft, there.lead) is not None


class TestChasing:
    def step_up(self, referral: Referral, **more: Any) -> Letter:
        return LetterFactory(
            referral=referral, kind=LetterKind.STEP_UP, to=LetterTo.SPECIALIST, addressee="CAMHS", **more
        )

    def test_a_step_up_letter_stands_first_with_its_days(
        self, referral: Referral, there: World, by: Any, time_machine: Any
    ) -> None:
        LetterFactory(referral=referral)
        step_up = self.step_up(referral)
        time_machine.move_to("2026-09-17 08:00+01:00", tick=False)
        shown = [(one.letter, one.days, one.is_step_up) for one in queries.to_send(by)]
        assert shown[0] == (step_up, 3, True)
        assert [(todo.sentence, todo.is_urgent) for todo in letters_to_send(by)] == [
            ("Send 1 letter to specialist help: the oldest waits for 3 days", True), ("Finish or send 1 letter", False),
        ]  # fmt: skip
        assert letters_to_send(there.manager) == letters_to_send(by)

    def test_it_is_chased_until_it_went(self, referral: Referral, by: Any) -> None:
        letter = letters.issue(letter=self.step_up(referral, looked_at=True), by=by)
        [todo] = letters_to_send(by)
        assert (todo.sentence, todo.is_urgent) == (
            "Send 1 letter to specialist help: the oldest waits since today", False,
        )  # fmt: skip
        actions.by_hand(letter=letter, way=LetterWay.SECURE_EMAIL, to="CAMHS", sent_on=clock.today(), by=by)
        assert letters_to_send(by) == []

    def test_others_are_not_chased(self, referral: Referral, there: World) -> None:
        self.step_up(referral)
        other = there.practitioners[1].user
        assert [letters_to_send(one) for one in (other, there.lead, member_of(there.schools[1], "school_staff"))] == [
            [], [], []
        ]  # fmt: skip


class TestComesBack:
    """What nobody could open is chased again."""

    @pytest.fixture
    def letter(self, referral: Referral, by: Any) -> Letter:
        agrees(referral)
        return issue(referral, by)

    def chased(self, by: Any) -> list[tuple[Letter, bool, bool]]:
        return [(one.letter, one.is_undelivered, one.was_on_its_way) for one in queries.to_send(by)]

    @pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.CANCELLED])
    def test_a_link_that_could_not_be_delivered(self, client: Client, letter: Letter, by: Any, state: str) -> None:
        assert (self.chased(by), letters_to_send(by)) == ([], [])
        Message.objects.update(state=state, address=None)
        assert self.chased(by) == [(letter, True, True)]
        assert [todo.sentence for todo in letters_to_send(by)] == ["Send again: 1 letter could not be delivered"]
        client.force_login(by)
        assert "Could not be delivered" in client.get("/letters/").content.decode()
        actions.send(letter=letter, by=by)
        assert (self.chased(by), letters_to_send(by)) == ([], [])

    def test_one_that_another_reader_has_is_still_owed_to_this_one(self, letter: Letter, by: Any) -> None:
        Message.objects.update(state=MessageState.FAILED)
        with recording.acting(by=SYSTEM, verb="test"):
            Dispatch.objects.create(
                letter=letter, way=LetterWay.LINK, to="Another parent", token_hash="a", expires_at=later()
            )
        assert self.chased(by) == [(letter, True, True)]
        actions.by_hand(letter=letter, way=LetterWay.HAND, to="", sent_on=clock.today(), by=by)
        assert self.chased(by) == []

    def test_a_link_that_ended_before_it_was_opened(self, client: Client, letter: Letter, by: Any) -> None:
        actions.stop(dispatch=letter.dispatches.get(), by=by)
        assert self.chased(by) == [(letter, False, True)]
        client.force_login(by)
        assert "Link ended, not opened" in client.get("/letters/").content.decode()

    def test_not_one_that_was_opened(self, letter: Letter, by: Any, time_machine: Any) -> None:
        actions.open_link(dispatch=letter.dispatches.get(), birth_date=BORN, by=by)
        Message.objects.update(state=MessageState.FAILED)
        time_machine.move_to("2026-12-14 08:00+00:00", tick=False)
        assert self.chased(by) == []


def later() -> dt.datetime:
    return clock.now() + dt.timedelta(days=1)


class TestPages:
    def test_it_is_opened_on_a_phone_with_the_birth_date(
        self, referral: Referral, by: Any, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        agrees(referral)
        letter = issue(referral, by)
        token = words_of(Message.objects.get()).body.split("/letter/")[1].split("/")[0]
        at, name = f"/letter/{token}/", str(referral.young_person)
        first = client.get(at).content.decode()
        assert ("We have written to you" in first, name in first, letter.body in first) == (True, False, False)
        assert client.get(f"{at}letter.pdf").status_code == 302
        wrong = client.post(at, {"birth_date_0": "15", "birth_date_1": "5", "birth_date_2": "2013"})
        assert (wrong.status_code, "You can try 4 more times." in wrong.content.decode()) == (422, True)
        opened = client.post(at, {"birth_date_0": "14", "birth_date_1": "5", "birth_date_2": "2013"}, follow=True)
        assert letter.body in opened.content.decode()
        assert client.get(f"{at}letter.pdf").content.startswith(b"%PDF")
        with monkeypatch.context() as failing:
            failing.setattr("weasyprint.HTML", None)
            assert back(client.get(f"{at}letter.pdf")) == at
        actions.stop(dispatch=Dispatch.objects.get(), by=by)
        assert client.get(at).status_code == 410
        assert client.get("/letter/nothing/").status_code == 404

    def test_the_page_of_a_letter_says_how_it_went(self, referral: Referral, by: Any, client: Client) -> None:
        letter = issue(referral, by)
        client.force_login(by)
        at = f"/letters/{letter.pk}/"
        assert "nobody has it yet" in client.get(at).content.decode()
        assert client.post(f"{at}went/", {"way": ""}).status_code == 422
        refused = client.post(f"{at}send/", follow=True).content.decode()
        assert "Post it or hand it over" in refused
        done = client.post(f"{at}went/", {"way": "hand", "to": "Robin at reception"}, follow=True).content.decode()
        assert f"Handed over, to Robin at reception, on 14 September 2026, by {by.name}." in done

    def test_a_link_is_sent_again_and_stopped_from_the_page(
        self, referral: Referral, by: Any, client: Client, time_machine: Any
    ) -> None:
        agrees(referral)
        letter = issue(referral, by)
        time_machine.move_to("2026-09-14 10:00+01:00", tick=False)
        client.force_login(by)
        at = f"/letters/{letter.pk}/"
        sent = client.post(f"{at}send/", follow=True).content.decode()
        assert (
            f"A link goes to {referral.young_person}." in sent.replace("&#x27;", "'"),
            sent.count("Stop this link"),
        ) == (True, 1)
        live = Dispatch.objects.get(revoked_at__isnull=True)
        assert "Stop this link" not in client.post(f"{at}went/{live.pk}/stop/", follow=True).content.decode()

    def test_before_it_is_issued_the_page_says_where_it_goes(self, referral: Referral, by: Any, client: Client) -> None:
        client.force_login(by)
        letter = LetterFactory(referral=referral)
        assert "Nobody who reads it has agreed" in client.get(f"/letters/{letter.pk}/").content.decode()
        agrees(referral)
        page = " ".join(client.get(f"/letters/{letter.pk}/").content.decode().replace("&#x27;", "'").split())
        assert f"a link goes to {referral.young_person} by email." in page

    def test_the_list(self, referral: Referral, by: Any, client: Client) -> None:
        client.force_login(by)
        assert "Every letter has gone" in client.get("/letters/").content.decode()
        LetterFactory(referral=referral, kind=LetterKind.STEP_UP, to=LetterTo.SPECIALIST, addressee="CAMHS")
        assert "To be written and looked at" in client.get("/letters/").content.decode()

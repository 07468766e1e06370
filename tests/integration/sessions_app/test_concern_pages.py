"""Raising a concern from any page, losing no word of it, and what each person sees of it afterwards."""

import base64
import datetime as dt
import re
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mhst.access.enums import RoleName
from mhst.access.roles import ROLES
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.permissions import Permission as P
from sessions_app.actions import concern as actions
from sessions_app.forms.concern import A_WEEK, Slip
from sessions_app.models import Concern, ConcernDraft, ConcernEntry
from sessions_app.tasks import climb_concerns, send_what_is_due
from tests.factories import SchoolFactory, member_of
from tests.support.safeguarding import WORDS, Safeguarding, safeguarding

pytestmark = pytest.mark.django_db
SEND = "/concerns/send/"


@pytest.fixture
def there() -> Safeguarding:
    return safeguarding()


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def slip_for(client: Client, path: str) -> str:
    return re.search(r'name="slip" value="([^"]+)"', page(client, path))[1]


@pytest.fixture
def form(there: Safeguarding, client: Client) -> dict[str, str]:
    """What the teacher's browser sends about the pupil."""
    client.force_login(there.teacher)
    slip = slip_for(client, f"/concerns/new/?about={there.pupil.pk}&from=/home/")
    return {"slip": slip, "is_immediate": "no", **WORDS}


class TestTheLink:
    @pytest.mark.parametrize("role", list(RoleName))
    def test_is_on_the_first_page_of_those_who_may(self, there: Safeguarding, client: Client, role: RoleName) -> None:
        at = {"school": there.school, "team": there.team, "organisation": there.team.led_by}
        place = next((at[kind] for kind in at if kind in ROLES[role].held_at), None)
        client.force_login(member_of(place, role))
        shown = 'href="/concerns/new/?from=/home/"' in page(client, "/home/")
        assert shown is (P.CONCERN_RAISE in ROLES[role].permissions)

    @pytest.mark.parametrize("name", ["people:pupil", "people:young_person"])
    def test_knows_whom_the_page_is_about(self, there: Safeguarding, client: Client, name: str) -> None:
        client.force_login(there.practitioner)
        path = reverse(name, args=[there.pupil.pk])
        assert f"/concerns/new/?from={path}&amp;about={there.pupil.pk}" in page(client, path)

    def test_leads_to_the_form_about_them(self, there: Safeguarding, client: Client) -> None:
        client.force_login(there.practitioner)
        text = page(client, f"/concerns/new/?about={there.pupil.pk}")
        assert f"About {there.pupil.name}" in text
        assert 'Call <a href="tel:999">999</a> first' in text

    def test_asks_whom_when_the_page_does_not_say(self, there: Safeguarding, client: Client) -> None:
        client.force_login(there.practitioner)
        assert "Whom is it about?" in page(client, "/concerns/new/?from=/home/")
        assert f"?about={there.pupil.pk}&amp;from=/home/" in page(
            client, f"/concerns/new/?name={there.pupil.family_name}&from=/home/"
        )
        assert "Nobody of that name" in page(client, "/concerns/new/?name=Nobody")
        assert 'name="about"' in page(client, "/concerns/new/?unlisted")


class TestSending:
    def test_raises_it_and_says_who_was_told(self, there: Safeguarding, client: Client, form: dict[str, str]) -> None:
        answer = client.post(SEND, form)

        concern = Concern.objects.get()
        assert answer["Location"] == f"/concerns/{concern.pk}/"
        assert {name: getattr(concern, name) for name in WORDS} == WORDS
        assert (concern.where, concern.raised_by) == ("/home/", there.teacher)
        text = page(client, answer["Location"])
        assert "Your concern is written down." in text
        assert there.lead.name in text

    def test_twice_raises_one(self, client: Client, form: dict[str, str]) -> None:
        first, second = (client.post(SEND, form)["Location"] for _ in range(2))
        assert (first, Concern.objects.count()) == (second, 1)

    def test_about_somebody_not_on_record(self, there: Safeguarding, client: Client) -> None:
        client.force_login(there.teacher)
        slip = slip_for(client, "/concerns/new/?unlisted")
        client.post(SEND, {"slip": slip, "about": "Sam, 8B", "school": there.school.pk, "is_immediate": "no", **WORDS})
        assert [(each.who, each.school) for each in Concern.objects.all()] == [("Sam, 8B", there.school)]

    @pytest.mark.parametrize("missing", ["is_immediate", *WORDS])
    def test_nothing_may_be_left_out_and_what_was_typed_stays(
        self, client: Client, form: dict[str, str], missing: str
    ) -> None:
        answer = client.post(SEND, {**form, missing: ""})

        assert (answer.status_code, Concern.objects.count()) == (422, 0)
        text = answer.content.decode()
        assert [words for name, words in WORDS.items() if name != missing and words not in text] == []
        assert [getattr(ConcernDraft.objects.get(), name) for name in WORDS] == [
            "" if name == missing else words for name, words in WORDS.items()
        ]

    def test_danger_shows_what_to_do_at_once(self, client: Client, form: dict[str, str]) -> None:
        answer = client.post(SEND, {**form, "is_immediate": "yes"}, follow=True)
        assert "If anybody is in danger now" in answer.content.decode()


class TestNothingIsLost:
    def test_when_the_session_has_ended(self, there: Safeguarding, client: Client, form: dict[str, str]) -> None:
        client.logout()
        answer = client.post(SEND, {**form, "reason": ""})

        kept = ConcernDraft.objects.get()
        assert answer["Location"] == f"/accounts/login/?next=/concerns/new/%3Fdraft%3D{kept.pk}"
        assert Concern.objects.count() == 0

        client.force_login(there.teacher)
        text = page(client, f"/concerns/new/?draft={kept.pk}")
        assert WORDS["own_words"] in text
        client.post(SEND, {**form, "slip": slip_for(client, f"/concerns/new/?draft={kept.pk}")})
        assert [each.pk for each in Concern.objects.all()] == [kept.pk]
        assert ConcernDraft.objects.count() == 0

    def test_when_somebody_else_is_signed_in_by_now(
        self, there: Safeguarding, client: Client, form: dict[str, str]
    ) -> None:
        client.force_login(there.practitioner)
        assert "/accounts/login/" in client.post(SEND, form)["Location"]
        assert [draft.owner for draft in ConcernDraft.objects.all()] == [there.teacher]
        assert client.get(f"/concerns/new/?draft={ConcernDraft.objects.get().pk}").status_code == 404

    def test_when_the_second_factor_is_not_shown(self, client: Client, form: dict[str, str]) -> None:
        session = client.session
        del session["second_factor"]
        session.save()
        client.post(SEND, form)
        assert (Concern.objects.count(), ConcernDraft.objects.count()) == (0, 1)

    def test_while_it_is_typed(self, client: Client, form: dict[str, str], time_machine) -> None:
        time_machine.move_to("2026-09-14T13:05:00Z", tick=False)
        answer = client.post(SEND, {**form, "reason": ""}, headers={"accept": "application/json"})
        assert (answer.json(), Concern.objects.count()) == ({"kept_at": "14:05"}, 0)
        assert client.post(SEND, {**form, "only_keep": "yes"}).json() == {"kept_at": "14:05"}
        assert WORDS["own_words"] in page(client, f"/concerns/new/?draft={ConcernDraft.objects.get().pk}")

    def test_it_is_offered_again_and_can_be_thrown_away(
        self, there: Safeguarding, client: Client, form: dict[str, str]
    ) -> None:
        client.post(SEND, {**form, "only_keep": "yes"})
        kept = ConcernDraft.objects.get()
        for path in ("/concerns/new/", "/concerns/", f"/concerns/new/?about={there.pupil.pk}"):
            assert f"/concerns/new/?draft={kept.pk}" in page(client, path)
        assert f"/concerns/new/?draft={kept.pk}" in page(client, "/home/")
        assert client.post(f"/concerns/begun/{kept.pk}/discard/")["Location"] == "/concerns/"
        assert ConcernDraft.objects.count() == 0

    def test_a_form_that_nobody_was_given_keeps_nothing(self, there: Safeguarding, client: Client) -> None:
        gone = member_of(there.school, RoleName.SCHOOL_STAFF, left=True)
        for slip in ("", "forged", Slip(str(gone.pk), str(uuid.uuid4())).signed()):
            answer = client.post(SEND, {"slip": slip, **WORDS})
            text = answer.content.decode()
            assert (answer.status_code, "Nobody has been told." in text) == (409, True)
            assert [words for words in WORDS.values() if words not in text] == []
        assert client.post(SEND, {"slip": "forged", "only_keep": "yes", **WORDS}).json()["why"].startswith("Not kept")
        assert (ConcernDraft.objects.count(), Concern.objects.count()) == (0, 0)
        assert client.get(SEND)["Location"] == "/concerns/new/"

    @pytest.mark.parametrize("how", ["expired", "forged"])
    def test_a_form_too_old_or_forged_gives_the_words_back_to_send_again(
        self, there: Safeguarding, client: Client, form: dict[str, str], time_machine, how: str
    ) -> None:
        if how == "expired":
            time_machine.move_to(clock.now() + dt.timedelta(seconds=A_WEEK + 60), tick=False)
            client.force_login(there.teacher)
        else:
            form["slip"] = form["slip"][:-4] + "aaaa"

        answer = client.post(SEND, form)

        text = answer.content.decode()
        assert (answer.status_code, Concern.objects.count(), ConcernDraft.objects.count()) == (409, 0, 0)
        assert "It is not sent, and nobody has been told" in text
        assert [words for words in WORDS.values() if words not in text] == []
        assert (f"About {there.pupil.name}" in text) is (how == "expired")
        slip = re.search(r'name="slip" value="([^"]+)"', text)[1]
        client.post(SEND, {**form, "slip": slip, "about": "Sam, 8B", "school": there.school.pk})
        assert [concern.own_words for concern in Concern.objects.all()] == [WORDS["own_words"]]

    def test_a_form_of_somebody_else_that_is_too_old_tells_whoever_is_signed_in_nothing_of_it(
        self, there: Safeguarding, client: Client, form: dict[str, str], time_machine
    ) -> None:
        time_machine.move_to(clock.now() + dt.timedelta(seconds=A_WEEK + 60), tick=False)
        client.force_login(there.practitioner)
        assert there.pupil.name not in client.post(SEND, form).content.decode()


class TestReading:
    def test_the_lead_of_the_school_reads_it_and_answers(self, there: Safeguarding, client: Client) -> None:
        concern = there.raised()
        client.force_login(there.lead)
        assert "Answer a safeguarding concern" in page(client, "/home/")
        assert there.pupil.name in page(client, "/concerns/")
        text = page(client, f"/concerns/{concern.pk}/")
        assert [words for words in WORDS.values() if words not in text] == []

        client.post(f"/concerns/{concern.pk}/steps/{concern.steps.get(user=there.lead).pk}/")

        assert "Knows of it since" in page(client, f"/concerns/{concern.pk}/")
        assert "Answer a safeguarding concern" not in page(client, "/home/")

    def test_opening_one_is_written_down(self, there: Safeguarding, client: Client) -> None:
        concern = there.raised()
        client.force_login(there.lead)
        page(client, f"/concerns/{concern.pk}/")
        seen = AuditEvent.objects.get(verb="concern.show")
        assert (seen.actor_id, seen.person_id) == (there.lead.audit_id, str(there.pupil.pk))

    def test_whoever_raised_it_reads_no_more_than_their_own(self, there: Safeguarding, client: Client) -> None:
        concern = there.raised()
        actions.add(concern=concern, kind="note", words="Social care knows the family.", by=there.manager)
        client.force_login(there.teacher)
        text = page(client, f"/concerns/{concern.pk}/")
        assert WORDS["own_words"] in text
        assert "Social care knows" not in text
        assert there.pupil.name in page(client, "/concerns/")

    @pytest.mark.parametrize(
        ("who", "status"), [("teacher", 200), ("lead", 200), ("manager", 200), ("duty", 200), ("practitioner", 404)]
    )
    def test_who_opens_it(self, there: Safeguarding, client: Client, who: str, status: int) -> None:
        concern = there.raised()
        client.force_login(getattr(there, who))
        for part in ("", "add/"):
            assert client.get(f"/concerns/{concern.pk}/{part}").status_code == status

    def test_the_duty_worker_opens_and_answers_theirs_and_no_other(self, there: Safeguarding, client: Client) -> None:
        before = there.raised()
        named = there.on_duty(there.practitioner)
        concern = there.raised()
        step = concern.steps.get(user=named)
        client.force_login(named)
        at = f"/concerns/{concern.pk}/"
        assert f'href="{at}">Answer a safeguarding concern by' in page(client, "/home/")
        assert [(f"/concerns/{each.pk}/" in page(client, "/concerns/")) for each in (before, concern)] == [False, True]
        text = page(client, at)
        assert [words for words in WORDS.values() if words not in text] == []
        seen = AuditEvent.objects.get(verb="concern.show")
        assert (seen.actor_id, seen.person_id) == (named.audit_id, str(there.pupil.pk))

        answers = {part: client.get(f"{at}{part}").status_code for part in ("add/", "close/")}
        answers["own step"] = client.post(f"{at}steps/{step.pk}/").status_code
        answers["another's"] = client.post(f"{at}steps/{concern.steps.get(user=there.lead).pk}/").status_code
        assert answers == {"add/": 200, "close/": 403, "own step": 302, "another's": 403}
        others = [f"/concerns/{before.pk}/{part}" for part in ("", "add/", "close/")]
        assert [client.get(path).status_code for path in others] == [404] * 3
        assert client.post(f"/concerns/{before.pk}/steps/{before.steps.first().pk}/").status_code == 404
        step.refresh_from_db()
        assert step.acknowledged_by == named
        assert "Knows of it since" in page(client, at)  # who was named goes on reading it
        assert "Answer a safeguarding concern" not in page(client, "/home/")

    def test_another_school_and_another_team_find_nothing(self, there: Safeguarding, client: Client) -> None:
        concern = there.raised()
        for viewer in (
            member_of(SchoolFactory(), RoleName.DESIGNATED_SAFEGUARDING_LEAD),
            member_of(None, "system_administrator"),
        ):
            client.force_login(viewer)
            for part in ("", "add/", "close/"):
                assert client.get(f"/concerns/{concern.pk}/{part}").status_code == 404

    def test_lists_say_what_they_are_for_when_empty(self, there: Safeguarding, client: Client) -> None:
        client.force_login(there.manager)
        for show, said in (("open", "No open concerns"), ("closed", "No closed"), ("own", "You have raised no")):
            assert said in page(client, f"/concerns/?show={show}")
        client.force_login(there.teacher)
        assert "You have raised no concern" in page(client, "/concerns/")


class TestAddingAndClosing:
    def test_what_is_added_stands_below(self, there: Safeguarding, client: Client) -> None:
        concern = there.raised()
        client.force_login(there.lead)
        assert client.post(f"/concerns/{concern.pk}/add/", {"kind": "note", "words": ""}).status_code == 422
        client.post(f"/concerns/{concern.pk}/add/", {"kind": "outcome", "words": "Her aunt has her."})
        assert "Her aunt has her." in page(client, f"/concerns/{concern.pk}/")

    def test_it_is_closed_when_all_have_answered_late_as_it_may_be(
        self, there: Safeguarding, client: Client, time_machine
    ) -> None:
        time_machine.move_to("2026-09-14T13:00:00Z", tick=False)
        concern = there.raised()
        time_machine.move_to("2026-09-14T13:31:00Z", tick=False)
        climb_concerns()
        client.force_login(there.manager)
        refused = page(client, f"/concerns/{concern.pk}/close/", 403)
        assert "have not yet said that they know of this concern" in refused
        for step in concern.steps.all():
            client.force_login(step.user)
            client.post(f"/concerns/{concern.pk}/steps/{step.pk}/")
        assert "(late)" in page(client, f"/concerns/{concern.pk}/")

        client.force_login(there.teacher)
        assert client.get(f"/concerns/{concern.pk}/close/").status_code == 403
        client.force_login(there.manager)
        assert "Close the concern" in page(client, f"/concerns/{concern.pk}/")
        client.post(f"/concerns/{concern.pk}/close/", {"outcome": "Safe with an aunt.", "why": "Social care leads."})

        assert "Closed" in page(client, f"/concerns/{concern.pk}/")
        assert concern.pk in [each.pk for each in Concern.objects.with_closing().filter(closed_at__isnull=False)]


CANARY = "canary-Quokka-7391"


def _everything() -> str:
    """Every value of every table of the database, as text and as base64's contents."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found += [bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v)
                      for row in cursor.fetchall() for v in row]  # fmt: skip
    return "\n".join([*found, *(_unpacked(value) for value in found)])


def _unpacked(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("latin-1")
    except ValueError:
        return ""


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_no_word_of_a_concern_lies_about_anywhere(client: Client, caplog, time_machine) -> None:
    """A planted word, typed in every field and kept, raised, read, added, climbed, mailed and closed."""
    time_machine.move_to("2026-09-14T13:00:00Z", tick=True)
    there = safeguarding()
    client.force_login(there.teacher)
    words = dict.fromkeys(WORDS, CANARY)
    form = {"slip": slip_for(client, "/concerns/new/?unlisted"), "about": CANARY, "school": there.school.pk, **words}
    client.post(SEND, form)
    assert CANARY not in _everything()
    client.post(SEND, {**form, "is_immediate": "yes"})
    [concern] = Concern.objects.all()
    for step in concern.steps.all():
        client.force_login(step.user)
        page(client, f"/concerns/{concern.pk}/")
        client.post(f"/concerns/{concern.pk}/steps/{step.pk}/")
    client.post(f"/concerns/{concern.pk}/add/", {"kind": "note", "words": CANARY})
    client.post(f"/concerns/{concern.pk}/close/", {"outcome": CANARY, "why": CANARY})
    there.raised(**words)
    time_machine.shift(3700)
    climb_concerns()
    send_what_is_due()

    assert [entry.words for entry in ConcernEntry.objects.all()] == [CANARY] * 3
    assert (concern.own_words, concern.about) == (CANARY, CANARY)
    assert CANARY not in _everything()
    assert CANARY not in caplog.text + "".join(str(message.message()) for message in mail.outbox)
    assert DBTaskResult.objects.count() > 0
    assert there.pupil.family_name in _everything()  # what is not sealed is found

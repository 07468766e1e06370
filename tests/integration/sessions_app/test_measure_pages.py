"""Goals and questionnaires on the practitioner's screen."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.people.enums import Gender
from sessions_app.models import Goal, InstalledPack, Measure, Referral
from tests.factories import World, member_of
from tests.factories.casework import GoalFactory, InstalledPackFactory, MeasureFactory, ReferralFactory
from tests.support.measures import course, filled, somebody

pytestmark = pytest.mark.django_db
START, LATER = dt.date(2026, 9, 14), dt.date(2026, 11, 2)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel("2026-11-09 08:00+00:00", tick=False):
        yield


@pytest.fixture
def referral(there: World) -> Referral:
    return somebody(there)


@pytest.fixture
def practitioner(client: Client, there: World) -> Client:
    client.force_login(there.practitioner.user)
    return client


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page_of(client: Client, referral: Referral) -> str:
    response = client.get(f"/referrals/{referral.pk}/measures/")
    assert response.status_code == 200
    return words(response)


def test_at_the_start_it_says_what_is_due_and_that_nothing_came_back(practitioner: Client, there: World) -> None:
    text = page_of(practitioner, somebody(there, "assessment"))

    assert "RCADS: the young person, at the start" in text
    assert "SDQ: the young person, at the start" in text
    assert "There are no goals yet." in text
    assert "No questionnaire has come back yet" in text


def test_change_is_told_from_the_young_persons_side(practitioner: Client, referral: Referral) -> None:
    filled(referral, "rcads-47", {"depression": 15, "social": 12}, START)
    filled(referral, "rcads-47", {"depression": 6, "social": 11}, LATER, occasion="end")

    text = page_of(practitioner, referral)

    assert "68.2 (raw 15)" in text
    assert "A bit better since we started; enough to be unlikely to be chance." in text
    assert "A bit better since we started; too little to tell from chance." in text


def test_parents_and_young_people_are_kept_apart(practitioner: Client, referral: Referral) -> None:
    filled(referral, "sdq", {"emotional": 8}, START)
    filled(referral, "sdq", {"emotional": 3}, START, rater="parent")

    text = page_of(practitioner, referral)

    assert "SDQ, the young person" in text
    assert "SDQ, a parent or guardian" in text


@pytest.mark.parametrize(
    ("gender", "has_t"), [(Gender.FEMALE, True), (Gender.NON_BINARY, False), (Gender.NOT_STATED, False)]
)
def test_a_t_score_is_shown_only_where_there_are_norms(
    practitioner: Client, there: World, gender: str, has_t: bool
) -> None:
    referral = somebody(there, gender=gender)
    filled(referral, "rcads-47", {"depression": 15}, START)

    text = page_of(practitioner, referral)

    assert ("68.2 (raw 15)" in text, "T scores: 50 is the middle" in text) == (has_t, has_t)


def test_the_comparison_is_the_young_persons_choice(practitioner: Client, there: World) -> None:
    referral = somebody(there, gender=Gender.NON_BINARY)
    filled(referral, "rcads-47", {"depression": 15}, START)

    practitioner.post(f"/referrals/{referral.pk}/measures/compare/", {"compared_with": "boys"})

    assert "72.8 (raw 15)" in page_of(practitioner, referral)


def test_nothing_above_80_is_shown_exactly(practitioner: Client, referral: Referral) -> None:
    filled(referral, "rcads-47", {"depression": 28}, START)

    text = page_of(practitioner, referral)

    assert ">80 (raw 28)" in text.replace("&gt;", ">")
    assert "101.4" not in text


def test_how_it_counts_nationally_names_its_pairs(practitioner: Client, referral: Referral) -> None:
    course(referral, START, START + dt.timedelta(days=7), dt.date(2026, 11, 16))
    filled(referral, "sdq", {"emotional": 9, "peer": 3}, START)
    filled(referral, "sdq", {"emotional": 4, "peer": 3}, LATER)
    filled(referral, "sdq", {"emotional": 9}, START - dt.timedelta(days=3), rater="parent")
    filled(referral, "sdq", {"emotional": 4}, LATER, rater="parent")

    text = page_of(practitioner, referral)

    assert "The young person: improved, from 2 pairs of scores" in text
    assert "A parent or guardian:" not in text  # their first came before the first contact


def test_every_picture_has_its_words_and_its_table(practitioner: Client, referral: Referral) -> None:
    filled(referral, "sdq", {"emotional": 9}, START)
    filled(referral, "sdq", {"emotional": 4}, LATER)

    html = practitioner.get(f"/referrals/{referral.pk}/measures/").content.decode()

    assert html.count('<svg class="app-chart__picture"') == 1
    assert "2 readings: 9 on 14 September 2026, 4 on 2 November 2026. On a scale from 0 to 10. Lower is better." in html
    assert '<tr><th scope="row">2 November 2026</th><td class="app-number">4</td></tr>' in html
    assert 'style="' not in html


def test_asking_comes_with_what_the_plan_suggests(practitioner: Client, referral: Referral) -> None:
    page = practitioner.get(f"/referrals/{referral.pk}/measures/ask/?instrument=sdq&rater=self&occasion=baseline")
    assert re.search(r'<option value="sdq" selected>', page.content.decode())

    answer = practitioner.post(
        f"/referrals/{referral.pk}/measures/ask/", {"instrument": "sdq", "rater": "self", "occasion": "baseline"}
    )
    measure = Measure.objects.get()
    assert answer["Location"] == f"/questionnaires/{measure.pk}/"
    assert "are not installed here. Use the paper form and enter the scores." in words(
        practitioner.get(answer["Location"])
    )


def test_what_does_not_fit_is_said_at_its_field_and_what_was_chosen_stays(
    practitioner: Client, referral: Referral
) -> None:
    page = practitioner.post(
        f"/referrals/{referral.pk}/measures/ask/", {"instrument": "core-10", "rater": "self", "occasion": "baseline"}
    )

    assert page.status_code == 422
    assert "is for ages 17 to 25; they are 12." in words(page)
    assert re.search(r'<option value="core-10" selected>', page.content.decode())


def test_the_link_is_shown_once_and_opens(practitioner: Client, referral: Referral) -> None:
    measure = MeasureFactory(referral=referral, instrument="session-feedback")

    page = practitioner.post(f"/questionnaires/{measure.pk}/link/")

    (path,) = set(re.findall(r'value="http://localhost:8000(/measures/[\w-]+/)"', page.content.decode()))
    assert Client().get(path).status_code == 200
    assert path not in practitioner.get(f"/questionnaires/{measure.pk}/").content.decode()


def test_read_out_together(practitioner: Client, referral: Referral) -> None:
    measure = MeasureFactory(referral=referral, instrument="session-feedback")
    address = f"/questionnaires/{measure.pk}/"

    empty = practitioner.post(f"{address}together/", {})
    assert (empty.status_code, "Answer at least one question" in words(empty)) == (422, True)
    practitioner.post(f"{address}together/", {"q1": "5", "q2": "2"})

    text = words(practitioner.get(address))
    assert "Begin the next session with this: Talking about what mattered." in text
    assert "Being listened to 5 of 5" in text


def test_scores_from_paper(practitioner: Client, referral: Referral) -> None:
    measure = MeasureFactory(referral=referral, instrument="sdq")
    address = f"/questionnaires/{measure.pk}/scores/"
    day = {"on_0": "2", "on_1": "11", "on_2": "2026"}

    none, too_much = practitioner.post(address, day), practitioner.post(address, {**day, "peer": "11"})
    assert "Enter at least one score from the form." in words(none)
    assert (too_much.status_code, 'value="11"' in too_much.content.decode()) == (422, True)

    practitioner.post(address, {**day, "emotional": "7", "conduct": "2", "hyperactivity": "4", "peer": "3"})
    measure.refresh_from_db()
    assert (measure.given_scores["total"], measure.filled_in_on) == (16, LATER)


def test_declining_is_asked_first(practitioner: Client, referral: Referral) -> None:
    measure = MeasureFactory(referral=referral, instrument="sdq")
    address = f"/questionnaires/{measure.pk}/decline/"

    assert "That is their choice" in words(practitioner.get(address))
    assert Measure.objects.get().is_open is True
    practitioner.post(address)
    assert Measure.objects.get().is_open is False


def test_answers_to_read_today_stand_above_everything_until_somebody_has(
    practitioner: Client, referral: Referral
) -> None:
    InstalledPackFactory(instrument="yp-core")
    measure = filled(referral, "yp-core", {"total": 12}, LATER, to_read=True, answers='{"4": 2, "5": 1}')

    assert "Read these answers today" in page_of(practitioner, referral)
    detail = words(practitioner.get(f"/questionnaires/{measure.pk}/"))
    assert "Somebody reads this today Invented statement 4. Answer 2" in detail
    practitioner.post(f"/questionnaires/{measure.pk}/read/")
    assert "Read these answers today" not in page_of(practitioner, referral)
    assert "Read by" in words(practitioner.get(f"/questionnaires/{measure.pk}/"))


def test_only_those_who_read_the_record_say_that_they_read(client: Client, there: World, referral: Referral) -> None:
    measure = filled(referral, "yp-core", {"total": 12}, LATER, to_read=True)
    address = f"/questionnaires/{measure.pk}/read/"
    answers = {}
    for name, user in {
        "colleague": there.practitioners[1].user,
        "school": there.lead,
        "administrator": there.administrator,
        "safeguarding": member_of(there.team, RoleName.SAFEGUARDING_LEAD),
    }.items():
        client.force_login(user)
        answers[name] = client.post(address).status_code

    assert answers == {"colleague": 403, "school": 404, "administrator": 403, "safeguarding": 302}


def test_goals_are_written_down_scored_and_dropped(practitioner: Client, referral: Referral) -> None:
    practitioner.post(f"/referrals/{referral.pk}/goals/add/", {"words": "Eat my lunch in the hall"})
    goal = Goal.objects.get()
    assert "Goal 1 Eat my lunch in the hall Not scored yet." in page_of(practitioner, referral)

    practitioner.post(f"/referrals/{referral.pk}/goals/{goal.pk}/drop/")
    assert "No longer worked on since 9 November 2026." in page_of(practitioner, referral)
    assert practitioner.get(f"/referrals/{referral.pk}/goals/{referral.pk}/drop/").status_code == 404


def test_a_caseload_sees_its_own_overdue_and_a_manager_the_teams(
    client: Client, there: World, referral: Referral
) -> None:
    MeasureFactory(referral=referral, instrument="sdq", due_on=dt.date(2026, 11, 8))
    MeasureFactory(referral=referral, instrument="gad-7", due_on=dt.date(2026, 11, 9))

    def seen(user) -> tuple[bool, bool]:
        client.force_login(user)
        text = words(client.get("/questionnaires/"))
        return "SDQ" in text, "GAD-7" in text

    assert [seen(user) for user in (there.practitioner.user, there.manager, there.practitioners[1].user)] == [
        (True, False), (True, False), (False, False),
    ]  # fmt: skip


def test_once_support_is_over_nothing_is_overdue(practitioner: Client, there: World, referral: Referral) -> None:
    MeasureFactory(
        referral=ReferralFactory(
            team=there.team, school=there.school, young_person=referral.young_person, closed=True,
            practitioner=there.practitioner,
        ),
        instrument="sdq", due_on=dt.date(2026, 11, 8),
    )  # fmt: skip
    assert "SDQ" not in words(practitioner.get("/questionnaires/"))


def test_what_nobody_asked_for_is_listed_with_the_way_to_ask(client: Client, there: World, referral: Referral) -> None:
    course(referral, LATER, LATER + dt.timedelta(weeks=2))

    def seen(user) -> tuple[bool, bool]:
        client.force_login(user)
        text = client.get("/questionnaires/").content.decode()
        return "Due by the plan and missing" in text, f"/referrals/{referral.pk}/measures/" in text

    assert [seen(user) for user in (there.practitioner.user, there.manager, there.practitioners[1].user)] == [
        (True, True), (True, True), (False, False),
    ]  # fmt: skip
    client.force_login(there.practitioner.user)
    for page in ("/home/", "/caseload/"):
        assert "due by the plan" in client.get(page, follow=True).content.decode()


def test_opening_the_page_is_an_event_of_the_record(practitioner: Client, referral: Referral) -> None:
    page_of(practitioner, referral)

    assert AuditEvent.objects.filter(verb="measure.index").count() == 1


PACK = """{"instrument": "gad-7", "rater": "self", "questions": ["1", "2", "3", "4", "5", "6", "7"],
 "answers": ["a", "b", "c", "d"]}"""
FORM = {
    "pack": PACK, "licence_holder": "Nobody", "notice": "Copyright of nobody", "evidence": "A letter", "accepts": "on",
}  # fmt: skip


@pytest.fixture
def manager(client: Client, there: World) -> Client:
    client.force_login(there.manager)
    return client


def test_a_pack_is_installed_with_who_accepted_and_where(manager: Client, there: World) -> None:
    manager.post("/questionnaires/packs/install/", FORM)

    pack = InstalledPack.objects.get()
    assert (pack.instrument, pack.rater, pack.accepted_by, pack.evidence) == (
        "gad-7",
        "self",
        there.manager,
        "A letter",
    )
    assert f"Accepted by {there.manager.name} on 9 November 2026. A letter" in words(
        manager.get("/questionnaires/packs/")
    )


def test_a_second_pack_takes_the_place_of_the_first(manager: Client) -> None:
    for _ in range(2):
        manager.post("/questionnaires/packs/install/", FORM)

    assert [pack.withdrawn_at is None for pack in InstalledPack.objects.order_by("created_at")] == [False, True]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"pack": PACK.replace('"7"', '"7", "8"')}, "GAD-7 has 7 questions; this has 8."),
        ({"pack": PACK.replace("gad-7", "gad-70")}, "There is no questionnaire of this name here."),
        ({"pack": PACK.replace("gad-7", "goals")}, "Goals has 9 questions; this has 7."),
        ({"pack": ""}, "Choose a file or paste the pack, one of the two."),
        ({"pack": "{"}, "This is not JSON"),
        ({"accepts": ""}, "permission to show these words"),
        ({"notice": ""}, "Enter the copyright line"),
    ],
)
def test_a_pack_that_is_not_right_is_refused_and_kept_on_the_page(
    manager: Client, changed: dict, sentence: str
) -> None:
    page = manager.post("/questionnaires/packs/install/", FORM | changed)

    assert page.status_code == 422
    assert sentence in words(page)
    assert 'value="Nobody"' in page.content.decode()
    assert InstalledPack.objects.count() == 0


def test_a_pack_comes_as_a_file_too(manager: Client) -> None:
    good = SimpleUploadedFile("gad-7.json", ("\ufeff" + PACK).encode())
    bad = SimpleUploadedFile("gad-7.json", b"\xff\xfe\x00")

    assert manager.post("/questionnaires/packs/install/", FORM | {"pack": "", "file": bad}).status_code == 422
    assert manager.post("/questionnaires/packs/install/", FORM | {"pack": "", "file": good}).status_code == 302


def test_a_withdrawn_pack_is_on_paper_again(manager: Client) -> None:
    pack = InstalledPackFactory(instrument="gad-7")
    manager.post(f"/questionnaires/packs/{pack.pk}/withdraw/")

    text = words(manager.get("/questionnaires/packs/"))
    assert "GAD-7, the young person: accepted by" in text
    assert manager.get(f"/questionnaires/packs/{pack.pk}/withdraw/").status_code == 404


def test_only_those_who_install_packs_withdraw_them(client: Client, there: World) -> None:
    pack = InstalledPackFactory()
    answers = []
    for user in (there.lead, there.practitioner.user, there.administrator, there.manager):
        client.force_login(user)
        answers.append(client.post(f"/questionnaires/packs/{pack.pk}/withdraw/").status_code)

    assert answers == [403, 403, 403, 302]


def test_answers_to_read_stand_on_the_first_page_of_those_who_may_read_them(
    client: Client, there: World, referral: Referral
) -> None:
    filled(referral, "yp-core", {"total": 12}, LATER, to_read=True)

    def told(user) -> bool:
        client.force_login(user)
        return "1 questionnaire came back with an answer that somebody should read today." in words(
            client.get("/home/")
        )

    people = (there.practitioner.user, there.manager, there.practitioners[1].user, there.administrator, there.lead)
    assert [told(user) for user in people] == [True, True, False, False, False]


def test_whoever_only_installs_packs_is_led_to_them(client: Client) -> None:
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))

    assert client.get("/questionnaires/")["Location"] == "/questionnaires/packs/"


def test_a_paper_of_goals_asks_for_their_goals_by_their_words_and_for_no_others(
    practitioner: Client, referral: Referral
) -> None:
    GoalFactory(referral=referral, number=1, words="Eat in the hall")
    GoalFactory(referral=referral, number=3, words="Sleep through")
    measure = MeasureFactory(referral=referral, instrument="goals")

    fields = practitioner.get(f"/questionnaires/{measure.pk}/scores/").context["form"].fields

    labels = {name: field.label for name, field in fields.items() if name != "on"}
    assert labels == {"goal-1": "Eat in the hall", "goal-3": "Sleep through"}


@pytest.mark.parametrize("page", ["together", "scores"])
def test_a_second_window_keeps_what_was_entered_and_says_why(
    practitioner: Client, referral: Referral, page: str
) -> None:
    InstalledPackFactory(instrument="yp-core")
    measure = MeasureFactory(referral=referral, instrument="yp-core")
    at = f"/questionnaires/{measure.pk}/{page}/"
    given = {"q1": "3"} if page == "together" else {"total": "17", "on_0": "9", "on_1": "11", "on_2": "2026"}
    assert practitioner.post(at, given).status_code == 302

    again = practitioner.post(at, {**given, "q1": "2", "total": "18"})

    assert (again.status_code, "already been filled in, perhaps in another window" in words(again)) == (422, True)
    kept = (
        r'name="q1"[^>]* value="2" checked'
        if page == "together"
        else r'value="18"[^>]*name="total"|name="total"[^>]*value="18"'
    )
    assert re.search(kept, again.content.decode())
    assert practitioner.get(at).status_code == 403
    assert Measure.objects.filter(filled_in_at__isnull=False).count() == 1

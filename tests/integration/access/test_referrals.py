"""Role x relation x act for the pages of a referral, written out: what is not listed is refused.

A team that has a referral sees that it exists; the words in it are for those who work with the young person. Nobody
else learns that there is one.
"""

from dataclasses import dataclass

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.audit.models import AuditEvent
from sessions_app.actions import referral as actions
from sessions_app.enums import ReferralState as S
from sessions_app.models import Referral
from tests.factories import (
    A_MONDAY,
    MembershipFactory,
    PractitionerFactory,
    SchoolFactory,
    SeriesFactory,
    SupportSessionFactory,
    TeamFactory,
    TeamSchoolFactory,
    UserFactory,
    World,
    member_of,
    world,
)
from tests.factories.casework import CourseFactory, ReferralFactory, RequestForSupportFactory

pytestmark = pytest.mark.django_db

ACTS = (
    "see",
    "history",
    "request",
    "work-about-them",
    "match",
    "answer",
    "pause",
    "resume",
    "transfer",
    "close",
    "reopen",
    "what-for",
)
SEE = {"see", "history"}
#: Of whom nobody knows yet, nothing but the request.
ASKED, READ = SEE | {"request"}, SEE | {"request", "work-about-them"}
LEADS = {"supervisor", "manager"}
STRANGERS = (
    "former member", "other team", "other team's manager", "reception", "school's lead", "safeguarding lead at school",
    "other school's lead", "commissioner", "system administrator", "content editor",
)  # fmt: skip

#: What each may open while it stands there. Who is not named here, and is of the team, may only see.
MAY: dict[str, dict[str, set[str]]] = {
    S.ENQUIRY: {
        **dict.fromkeys(
            ("colleague", "former practitioner", "facilitator", *LEADS), ASKED | {"match", "answer", "close"}
        ),
        "safeguarding lead": ASKED,
    },
    S.RECEIVED: {
        **dict.fromkeys(
            ("colleague", "former practitioner", "facilitator", *LEADS), ASKED | {"match", "transfer", "close"}
        ),
        "safeguarding lead": ASKED,
    },
    S.TRIAGE: {
        **dict.fromkeys(
            ("colleague", "former practitioner", "facilitator", *LEADS), READ | {"transfer", "close", "what-for"}
        ),
        "safeguarding lead": READ,
    },
    S.WAITING: {
        **dict.fromkeys(
            ("colleague", "former practitioner", "facilitator", *LEADS),
            READ | {"pause", "transfer", "close", "what-for"},
        ),
        "safeguarding lead": READ,
    },
    S.IN_INTERVENTION: {
        **dict.fromkeys(("own", *LEADS), READ | {"pause", "transfer", "close", "what-for"}),
        "facilitator": READ,
        "safeguarding lead": READ,
    },
    S.PAUSED: {
        **dict.fromkeys(("own", *LEADS), READ | {"resume", "transfer", "close", "what-for"}),
        "facilitator": READ,
        "safeguarding lead": READ,
    },
    S.CLOSED: {
        **dict.fromkeys(("own", *LEADS), READ | {"reopen", "what-for"}),
        "facilitator": READ | {"reopen"},
        **dict.fromkeys(("colleague", "former practitioner"), SEE | {"reopen"}),
        "safeguarding lead": READ,
    },
    S.NOT_ACCEPTED: {
        **dict.fromkeys(LEADS, READ | {"close", "reopen", "what-for"}),
        **dict.fromkeys(("colleague", "former practitioner"), SEE | {"close", "reopen"}),
        "facilitator": READ | {"close", "reopen"},
        "safeguarding lead": READ,
    },
}
TEAM = ("own", "colleague", "former practitioner", "facilitator", "supervisor", "manager", "administrator",
        "safeguarding lead")  # fmt: skip


@dataclass
class There:
    place: World
    referral: Referral
    people: dict[str, User]


@pytest.fixture(autouse=True)
def before_term(time_machine) -> None:
    time_machine.move_to(f"{A_MONDAY}T08:00:00Z", tick=False)


def there(state: str) -> There:
    place = world(pupils=1)
    unmatched = state in {S.ENQUIRY, S.RECEIVED}
    held = {"practitioner": place.practitioner} if state in {S.IN_INTERVENTION, S.PAUSED, S.CLOSED} else {}
    if state == S.CLOSED:
        held |= {"closed_on": A_MONDAY, "closed_because": "02"}
    referral = ReferralFactory(
        team=place.team, school=place.school, state=state, young_person=None if unmatched else place.pupils[0],
        paused_from=S.IN_INTERVENTION if state == S.PAUSED else "",
        request=RequestForSupportFactory(school=place.school, young_person=None, is_enquiry=state == S.ENQUIRY),
        **held,
    )  # fmt: skip
    return There(place, referral, _people(place, referral))


def _people(place: World, referral: Referral) -> dict[str, User]:
    team, other = place.team, TeamSchoolFactory(team=TeamFactory(), school=SchoolFactory()).team
    facilitator = PractitionerFactory(team=team)
    series = SeriesFactory(team=team, school=place.school, programme=place.programme)
    SupportSessionFactory(series=series, led_by=[facilitator])
    CourseFactory(referral=referral, series=series)
    left = UserFactory()
    MembershipFactory(user=left, role=RoleName.TEAM_MANAGER, team=team, school=None, ended=True)
    return {
        "own": place.practitioner.user,
        "colleague": place.practitioners[1].user,
        "former practitioner": PractitionerFactory(team=team).user,
        "facilitator": facilitator.user,
        "supervisor": member_of(team, RoleName.SUPERVISOR),
        "manager": place.manager,
        "administrator": place.administrator,
        "safeguarding lead": member_of(team, RoleName.SAFEGUARDING_LEAD),
        "former member": left,
        "other team": PractitionerFactory(team=other).user,
        "other team's manager": member_of(other, RoleName.TEAM_MANAGER),
        "reception": member_of(place.school, RoleName.SCHOOL_STAFF),
        "school's lead": place.lead,
        "safeguarding lead at school": member_of(place.school, RoleName.DESIGNATED_SAFEGUARDING_LEAD),
        "other school's lead": place.leads[1],
        "commissioner": member_of(team.led_by, RoleName.COMMISSIONER),
        "system administrator": member_of(None, RoleName.SYSTEM_ADMINISTRATOR),
        "content editor": member_of(team.led_by, RoleName.CONTENT_EDITOR),
    }


def answers(viewer: User, referral: Referral) -> dict[str, int]:
    client = Client()
    client.force_login(viewer)
    paths = {act: "" if act == "see" else f"{act}/" for act in ACTS}
    return {act: client.get(f"/referrals/{referral.pk}/{path}").status_code for act, path in paths.items()}


@pytest.mark.parametrize("state", MAY)
def test_each_in_the_team_opens_what_is_theirs_and_no_more(state: str) -> None:
    here = there(state)
    owed = {
        who: {act: 200 if act in MAY[state].get(who, _of_whoever_holds_nothing(state, who)) else 403 for act in ACTS}
        for who in TEAM
    }
    assert {who: answers(here.people[who], here.referral) for who in TEAM} == owed


def _of_whoever_holds_nothing(state: str, who: str) -> set[str]:
    """Somebody whose caseload it is not on is a colleague like any other; others of the team only see."""
    return MAY[state].get("colleague", SEE) if who == "own" else SEE


@pytest.mark.parametrize("state", MAY)
def test_nobody_else_learns_that_there_is_one(state: str) -> None:
    here = there(state)
    got = {code for who in STRANGERS for code in answers(here.people[who], here.referral).values()}
    assert got == {404}


def test_after_a_transfer_the_old_team_has_it_no_more_and_the_new_one_decides() -> None:
    here = there(S.IN_INTERVENTION)
    new = TeamSchoolFactory(team=TeamFactory(), school=here.place.school).team
    actions.transfer(referral=here.referral, team=new, school=here.place.school, why="Moved.", by=here.people["own"])

    assert {code for who in TEAM for code in answers(here.people[who], here.referral).values()} == {404}
    opened = answers(PractitionerFactory(team=new).user, here.referral)
    assert {act for act, code in opened.items() if code == 200} == READ | {"reopen", "close", "what-for"}


def test_a_hand_over_takes_the_words_from_whoever_held_it() -> None:
    here = there(S.IN_INTERVENTION)
    with _factory():
        here.referral.practitioner = PractitionerFactory(team=here.place.team)
        here.referral.save()

    assert answers(here.people["own"], here.referral)["request"] == 403
    assert answers(here.referral.practitioner.user, here.referral)["request"] == 200


def test_a_facilitator_who_was_replaced_reads_no_more() -> None:
    here = there(S.IN_INTERVENTION)
    course = here.referral.courses.get()
    with _factory():
        for facilitation in course.series.sessions.get().facilitations.all():
            facilitation.replaced_at = here.referral.state_since
            facilitation.save()

    assert answers(here.people["facilitator"], here.referral)["request"] == 403


def test_why_it_moved_is_read_by_those_who_may_read_it() -> None:
    here = there(S.IN_INTERVENTION)
    actions.pause(referral=here.referral, why="Does not sleep before exams.", by=here.people["own"])

    read = {}
    for who in ("own", "colleague", "administrator", "manager"):
        client = Client()
        client.force_login(here.people[who])
        page = client.get(f"/referrals/{here.referral.pk}/history/").content.decode()
        read[who] = "Does not sleep before exams." in page
    assert read == {"own": True, "colleague": False, "administrator": False, "manager": True}


def test_every_look_at_one_is_written_down() -> None:
    here = there(S.IN_INTERVENTION)
    answers(here.people["own"], here.referral)

    looked = AuditEvent.objects.filter(row_id=str(here.referral.pk), kind="viewed")
    assert set(looked.values_list("verb", flat=True)) == {
        "referral.detail", "referral.asked", "referral.indirect", "referral.history", "closing.close",
        "referral.what_for",
    }  # fmt: skip


def _factory():
    from mhst.audit import recording
    from mhst.core.actors import SYSTEM

    return recording.acting(by=SYSTEM, verb="factory")

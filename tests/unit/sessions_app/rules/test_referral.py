"""What a refused move says, and who may read."""

import pytest

from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from sessions_app.enums import REFERRAL_MOVES
from sessions_app.enums import ReferralState as S
from sessions_app.models import Referral
from sessions_app.rules import referral as rules
from sessions_app.rules import referral_moves as moves
from sessions_app.rules import referral_parts as parts
from tests.factories import World, YoungPersonFactory, member_of, world
from tests.factories.casework import ReferralFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world(pupils=2)


def at(there: World, state: str, **more) -> Referral:
    return ReferralFactory(
        **{"team": there.team, "school": there.school, "young_person": there.pupils[0], "state": state, **more}
    )


@pytest.mark.parametrize("state", list(S))
def test_what_the_table_does_not_allow_is_refused_with_what_it_does(state: str) -> None:
    referral = Referral(state=state)
    for to in set(S) - REFERRAL_MOVES[state]:
        with pytest.raises(Refused) as refused:
            rules.check_ready(referral, to)
        told = refused.value.message.partition("From here it can become: ")[2]
        assert told.rstrip(".").split(", ") == [str(s.label).lower() for s in S if s in REFERRAL_MOVES[state]]


def test_everything_that_is_missing_is_said_at_once(there: World) -> None:
    referral = at(there, S.WAITING, young_person=YoungPersonFactory(school=there.school))
    with pytest.raises(Refused) as refused:
        rules.check_ready(referral, S.ALLOCATED)
    assert refused.value.message == (
        "No consent yet: ask a parent or guardian, or the young person if they can decide for themselves."
        " Choose first who will work with them."
    )


def test_nobody_unmatched_goes_to_triage(there: World) -> None:
    assert rules.missing(at(there, S.RECEIVED, young_person=None), S.TRIAGE) == [
        "Say first which young person this is about."
    ]


def test_closing_needs_its_national_reason(there: World) -> None:
    assert rules.missing(at(there, S.TRIAGE), S.CLOSED) == ["Choose first why it is closed."]


def test_nothing_is_missing_when_all_is_there(there: World) -> None:
    referral = at(there, S.WAITING, practitioner=there.practitioner)
    assert rules.missing(referral, S.ALLOCATED) == []


@pytest.mark.parametrize(
    ("from_state", "to", "needs"),
    [
        (S.IN_INTERVENTION, S.PAUSED, True), (S.TRIAGE, S.STEPPED_UP, True), (S.TRIAGE, S.TRANSFERRED, True),
        (S.REVIEW, S.CLOSED, True), (S.CLOSED, S.TRIAGE, True), (S.NOT_ACCEPTED, S.TRIAGE, True),
        (S.TRIAGE, S.WAITING, False), (S.PAUSED, S.WAITING, False),
    ],
)  # fmt: skip
def test_which_moves_need_a_reason(from_state: str, to: str, needs: bool) -> None:
    rules.check_why(from_state, to, "Because.")
    if needs:
        with pytest.raises(Refused, match="Say why"):
            rules.check_why(from_state, to, " ")
    else:
        rules.check_why(from_state, to, "")


def test_giving_somebody_a_practitioner_is_for_those_who_allocate(there: World) -> None:
    referral = at(there, S.WAITING)
    rules.check_may_move(referral, S.ALLOCATED, there.manager)
    with pytest.raises(Refused, match="It is for: supervisor or team manager"):
        rules.check_may_move(referral, S.ALLOCATED, there.practitioner.user)


def test_only_who_holds_it_moves_what_is_held(there: World) -> None:
    referral = at(there, S.ASSESSMENT, practitioner=there.practitioner)
    rules.check_may_move(referral, S.IN_INTERVENTION, there.practitioner.user)
    rules.check_may_move(referral, S.IN_INTERVENTION, SYSTEM)
    with pytest.raises(Refused, match="Only the practitioner who works with this young person"):
        rules.check_may_move(referral, S.IN_INTERVENTION, there.practitioners[1].user)


def test_what_was_paused_before_anybody_held_it_goes_on_by_any_practitioner(there: World) -> None:
    referral = at(there, S.PAUSED, paused_from=S.WAITING)
    rules.check_may_move(referral, S.WAITING, there.practitioners[1].user)
    with pytest.raises(Refused):
        rules.check_may_move(referral, S.WAITING, there.administrator)


def test_what_somebody_else_moved_is_not_moved_again() -> None:
    with pytest.raises(Conflict, match="it is now closed"):
        rules.check_state_seen(Referral(state=S.TRIAGE), Referral(state=S.CLOSED))


def test_whoever_held_it_reads_it_through_a_pause_and_after_its_end(there: World) -> None:
    for state, more in (
        (S.PAUSED, {"paused_from": S.REVIEW}), (S.STEPPED_UP, {}),
        (S.CLOSED, {"closed_on": "2026-09-14", "closed_because": "02"}),
    ):  # fmt: skip
        referral = at(there, state, practitioner=there.practitioner, **more)
        rules.check_can_read(referral, there.practitioner.user)
        with pytest.raises(Refused):
            rules.check_can_read(referral, there.practitioners[1].user)


def test_the_request_is_the_teams_while_it_decides_and_notes_are_not(there: World) -> None:
    referral = at(there, S.TRIAGE)
    rules.check_can_read_request(referral, there.practitioner.user)
    with pytest.raises(Refused):
        rules.check_can_read(referral, there.practitioner.user)
    with pytest.raises(Refused):
        rules.check_can_read_request(referral, there.administrator)


def test_those_who_read_the_whole_teams_do_not_read_another_teams(there: World) -> None:
    referral = at(there, S.TRIAGE)
    rules.check_can_read(referral, there.manager)
    with pytest.raises(Refused):
        rules.check_can_read(referral, member_of(world(pupils=0).team, RoleName.TEAM_MANAGER))


def test_a_second_request_can_be_joined_only_while_the_first_is_open(there: World) -> None:
    second = at(there, S.RECEIVED)
    with pytest.raises(Refused, match="No other referral of theirs is open"):
        moves.check_can_be_joined(second, there.manager)
    first = at(there, S.TRIAGE)
    assert moves.other_to_join(second, there.manager) == first


def test_another_teams_open_referral_is_not_joined_to(there: World) -> None:
    second = at(there, S.RECEIVED)
    at(there, S.TRIAGE, team=world(pupils=0).team)
    with pytest.raises(Refused, match="Your role does not allow this here"):
        moves.other_to_join(second, there.manager)


def test_a_team_takes_on_only_for_schools_it_works_with(there: World) -> None:
    other = world(pupils=0)
    with pytest.raises(Refused, match="does not work with"):
        rules.check_can_transfer(at(there, S.TRIAGE), other.team, there.school)
    rules.check_can_transfer(at(there, S.CLOSED, closed_on="2026-09-14", closed_because="02"), other.team, other.school)


def test_who_is_over_is_matched_no_more(there: World) -> None:
    with pytest.raises(Refused, match="nobody is matched to it any more"):
        rules.check_can_match(
            at(there, S.CLOSED, young_person=None, closed_on="2026-09-14", closed_because="02"), there.manager
        )


def test_nothing_is_joined_to_what_is_over(there: World) -> None:
    over = at(there, S.CLOSED, closed_on="2026-09-14", closed_because="02")
    with pytest.raises(Refused, match="That referral is over"):
        rules.check_can_join(at(there, S.RECEIVED), over, there.manager)


def test_only_what_was_just_received_is_joined(there: World) -> None:
    with pytest.raises(Refused, match="just been received"):
        rules.check_can_join(at(there, S.WAITING), at(there, S.RECEIVED), there.manager)


def test_pages_of_work_are_shown_once_it_is_known_whom_it_is_about(there: World) -> None:
    asked = at(there, S.RECEIVED, young_person=None)
    known = at(there, S.TRIAGE)

    pages = [[link.text for link in parts.parts_for(one, there.manager)] for one in (asked, known)]

    assert pages[0] == ["Overview", "Request", "Letters", "History"]
    assert {"Sessions", "Plan", "Review", "Supervision"} < set(pages[1])

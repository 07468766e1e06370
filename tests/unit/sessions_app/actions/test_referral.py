import pytest

from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.core.events import _listeners, on
from mhst.places.enums import TeamKind
from sessions_app.actions import referral as actions
from sessions_app.enums import ClosedBecause, ReferralState
from sessions_app.events import ReferralMoved, ReferralReceived
from sessions_app.models import Referral
from tests.factories import TeamFactory, TeamSchoolFactory, World, YoungPersonFactory, member_of
from tests.factories.casework import ReferralFactory, RequestForSupportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
S = ReferralState


@pytest.fixture
def heard():
    told = []
    for kind in (ReferralMoved, ReferralReceived):
        on(kind)(told.append)
    yield told
    for kind in (ReferralMoved, ReferralReceived):
        _listeners[kind].remove(told.append)


def referral_of(there: World, state: str = S.TRIAGE, **more) -> Referral:
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=state,
        **({"practitioner": there.practitioner} if state in actions.rules.HELD_STATES else {}), **more,
    )  # fmt: skip


def states(referral: Referral) -> list[tuple[str, str]]:
    return list(referral.moves.values_list("from_state", "to_state"))


def test_a_request_with_consent_goes_straight_to_triage(
    there: World, django_capture_on_commit_callbacks, heard: list
) -> None:
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0])

    with django_capture_on_commit_callbacks(execute=True):
        referral = actions.receive(request=request, by=request.owner)

    assert (referral.team, str(referral.received_on), referral.source) == (there.team, "2026-09-14", "C2")
    assert states(referral) == [("", S.RECEIVED), (S.RECEIVED, S.TRIAGE)]
    assert heard == [ReferralReceived(referral.pk), ReferralMoved(referral.pk, S.RECEIVED, S.TRIAGE)]


def test_a_request_without_consent_waits_for_it(there: World) -> None:
    pupil = YoungPersonFactory(school=there.school)

    referral = actions.receive(request=RequestForSupportFactory(school=there.school, young_person=pupil), by=SYSTEM)

    assert states(referral) == [("", S.RECEIVED), (S.RECEIVED, S.AWAITING_CONSENT)]


def test_a_request_about_nobody_on_record_waits_to_be_matched(there: World) -> None:
    referral = actions.receive(request=RequestForSupportFactory(school=there.school, young_person=None), by=SYSTEM)
    assert states(referral) == [("", S.RECEIVED)]

    actions.match(referral=referral, young_person=there.pupils[0], by=there.manager)

    assert (referral.young_person, referral.state) == (there.pupils[0], S.TRIAGE)


def test_an_enquiry_stays_one(there: World) -> None:
    referral = actions.receive(request=RequestForSupportFactory(school=there.school, enquiry=True), by=SYSTEM)
    assert states(referral) == [("", S.ENQUIRY)]


def test_only_a_mental_health_support_team_receives(there: World) -> None:
    school = TeamSchoolFactory(team=TeamFactory(kind=TeamKind.COUNSELLING)).school

    with pytest.raises(Refused, match=f"No team serves {school} yet"):
        actions.receive(request=RequestForSupportFactory(school=school), by=SYSTEM)


def test_a_pupil_of_another_school_is_not_matched(there: World) -> None:
    referral = actions.receive(request=RequestForSupportFactory(school=there.school, young_person=None), by=SYSTEM)

    with pytest.raises(Refused, match="is at another school"):
        actions.match(referral=referral, young_person=there.other_pupils[0], by=there.manager)


def test_nobody_is_matched_twice(there: World) -> None:
    with pytest.raises(Refused, match="already said which"):
        actions.match(referral=referral_of(there), young_person=there.pupils[0], by=there.manager)


def test_a_move_is_written_down_and_told(there: World, django_capture_on_commit_callbacks, heard: list) -> None:
    referral = referral_of(there)

    with django_capture_on_commit_callbacks(execute=True):
        actions.move(referral=referral, to=S.WAITING, why="Fits the worry group.", by=there.manager)

    assert heard == [ReferralMoved(referral.pk, S.TRIAGE, S.WAITING)]
    assert (referral.state, referral.version) == (S.WAITING, 2)
    last = referral.moves.last()
    assert (last.from_state, last.to_state, last.why, last.moved_by) == (
        S.TRIAGE, S.WAITING, "Fits the worry group.", there.manager,
    )  # fmt: skip


def test_what_changes_with_a_move_is_judged_with_it(there: World) -> None:
    referral = referral_of(there, S.WAITING)

    with pytest.raises(Refused, match="Choose first who will work with them"):
        actions.move(referral=referral, to=S.ALLOCATED, by=there.manager)
    actions.move(referral=referral, to=S.ALLOCATED, by=there.manager, changes={"practitioner": there.practitioner})

    assert Referral.objects.get().practitioner == there.practitioner


def test_a_refused_move_changes_nothing(there: World) -> None:
    referral = referral_of(there)

    with pytest.raises(Refused, match="A referral that is triage cannot become review"):
        actions.move(referral=referral, to=S.REVIEW, by=there.manager)

    assert (Referral.objects.get().state, len(states(referral))) == (S.TRIAGE, 1)


def test_whoever_comes_second_is_told_so(there: World) -> None:
    referral = referral_of(there)
    old = Referral.objects.get()
    actions.move(referral=referral, to=S.WAITING, by=there.manager)

    with pytest.raises(Conflict, match="it is now waiting"):
        actions.move(referral=old, to=S.ADVICE_ONLY, by=there.manager)


def test_it_goes_on_where_it_was_paused(there: World) -> None:
    referral = referral_of(there, S.IN_INTERVENTION)

    actions.pause(referral=referral, why="Mock exams until half-term.", by=there.practitioner.user)
    assert (referral.state, referral.paused_from) == (S.PAUSED, S.IN_INTERVENTION)
    actions.resume(referral=referral, by=there.practitioner.user)

    assert (referral.state, referral.paused_from, referral.practitioner) == (
        S.IN_INTERVENTION, "", there.practitioner,
    )  # fmt: skip


def test_only_a_paused_one_goes_on(there: World) -> None:
    with pytest.raises(Refused, match="Only a paused referral can go on"):
        actions.resume(referral=referral_of(there), by=there.manager)


def test_a_reason_is_asked_for(there: World) -> None:
    with pytest.raises(Refused, match="Say why"):
        actions.pause(referral=referral_of(there, S.IN_INTERVENTION), why=" ", by=there.practitioner.user)


def test_another_team_has_it_after_a_transfer(there: World) -> None:
    referral, other = referral_of(there, S.IN_INTERVENTION), TeamSchoolFactory(school=there.school).team

    actions.transfer(referral=referral, team=other, school=there.school, why="Moved house.", by=there.practitioner.user)

    assert (referral.team, referral.state, referral.practitioner) == (other, S.TRANSFERRED, None)
    with pytest.raises(Refused):
        actions.reopen(referral=referral, why="Came back.", by=there.manager)
    actions.reopen(referral=referral, why="Begin.", by=member_of(other, RoleName.TEAM_MANAGER))
    assert referral.state == S.TRIAGE


def test_it_is_not_transferred_to_where_it_is(there: World) -> None:
    with pytest.raises(Refused, match="has it already"):
        actions.transfer(referral=referral_of(there), team=there.team, school=there.school, why="?", by=there.manager)


def test_closing_and_opening_again(there: World) -> None:
    referral = referral_of(there, S.REVIEW)

    actions.close(
        referral=referral, because=ClosedBecause.COMPLETED, why="All goals reached.", by=there.practitioner.user
    )
    assert (str(referral.closed_on), referral.closed_because) == ("2026-09-14", "02")
    actions.reopen(referral=referral, why="Worse again.", by=there.practitioner.user)

    assert (referral.state, referral.closed_on, referral.closed_because) == (S.TRIAGE, None, "")


def test_stepping_up(there: World) -> None:
    referral = referral_of(there)
    actions.step_up(referral=referral, why="More than we can do here.", by=there.manager)
    assert referral.state == S.STEPPED_UP


def received(there: World) -> Referral:
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0])
    return actions.receive(request=request, by=SYSTEM)


def test_a_second_request_waits_until_somebody_has_looked_at_both(there: World) -> None:
    first, second = received(there), received(there)

    assert (first.state, second.state) == (S.TRIAGE, S.RECEIVED)
    with pytest.raises(Refused, match="Another referral of theirs is open"):
        actions.move(referral=second, to=S.TRIAGE, by=there.manager)


def test_a_second_request_is_joined_to_the_first(there: World) -> None:
    first, second = received(there), received(there)

    actions.join(referral=second, other=first, by=there.manager)

    assert (second.state, second.same_as, list(first.repeats.all())) == (S.NOT_ACCEPTED, first, [second])
    assert second.decisions.get().not_accepted_because == "01"


def test_nobody_is_turned_away_before_triage(there: World) -> None:
    pupil = there.pupils[0]
    request = RequestForSupportFactory(school=there.school, young_person=pupil)
    referral = ReferralFactory(
        request=request, team=there.team, school=there.school, young_person=pupil, state=S.RECEIVED
    )
    with pytest.raises(Refused, match="in triage"):
        actions.move(referral=referral, to=S.NOT_ACCEPTED, by=there.manager)


def test_a_request_is_not_joined_to_somebody_else(there: World) -> None:
    received(there)
    second, stranger = received(there), ReferralFactory(team=there.team, school=there.school)
    with pytest.raises(Refused, match="of the same young person"):
        actions.join(referral=second, other=stranger, by=there.manager)


def test_the_database_knows_one_open_referral_at_a_time(there: World) -> None:
    """What two people do at one moment, each without seeing the other's."""
    referral_of(there)
    second = ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], state=S.RECEIVED, moves=False
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions.rules, "_other_open", lambda referral: False)
        with pytest.raises(Conflict, match="in the meantime"):
            actions.move(referral=second, to=S.TRIAGE, by=there.manager)

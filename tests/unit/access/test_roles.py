"""The roles, as a manager would check them."""

import pytest

from mhst.access.enums import HeldAt, RoleName
from mhst.access.roles import ROLES, roles_with
from mhst.core.permissions import Permission as P

#: What tells who a young person is, or how they are.
ABOUT_A_PERSON = {
    P.YOUNG_PERSON_VIEW,
    P.YOUNG_PERSON_EDIT,
    P.PUPIL_VIEW,
    P.PUPIL_ADD,
    P.CONSENT_RECORD,
    P.GILLICK_ASSESS,
}


def test_every_name_has_a_role_and_every_role_a_sentence() -> None:
    assert list(ROLES) == [name.value for name in RoleName]
    assert len(ROLES) == 19
    assert all(role.sentence.endswith(".") and role.held_at for role in ROLES.values())


def test_only_young_people_need_no_second_factor() -> None:
    assert [role.name for role in ROLES.values() if not role.is_staff] == [RoleName.YOUNG_PERSON]


def test_only_the_system_administrator_reaches_everywhere() -> None:
    assert [r.name for r in ROLES.values() if HeldAt.EVERYWHERE in r.held_at] == [RoleName.SYSTEM_ADMINISTRATOR]
    assert ROLES[RoleName.YOUNG_PERSON].held_at == {HeldAt.NOWHERE}


@pytest.mark.parametrize(
    "name",
    [
        RoleName.YOUNG_PERSON, RoleName.COUNSELLOR, RoleName.MODERATOR, RoleName.CAMHS_SPECIALIST,
        RoleName.COMMISSIONER, RoleName.CONTENT_EDITOR, RoleName.LINK_WORKER, RoleName.CARERS_CHAMPION,
        RoleName.PARTNER_WORKER, RoleName.STAFF_SUPPORT_PRACTITIONER, RoleName.SYSTEM_ADMINISTRATOR,
    ],
)  # fmt: skip
def test_these_open_no_young_persons_record(name: RoleName) -> None:
    assert ROLES[name].permissions & ABOUT_A_PERSON == set()


@pytest.mark.parametrize(
    "name", [RoleName.SCHOOL_STAFF, RoleName.SENIOR_MENTAL_HEALTH_LEAD, RoleName.DESIGNATED_SAFEGUARDING_LEAD]
)
def test_schools_see_who_is_seen_and_nothing_clinical(name: RoleName) -> None:
    assert ROLES[name].permissions & {P.YOUNG_PERSON_VIEW, P.YOUNG_PERSON_EDIT, P.GILLICK_ASSESS} == set()
    assert ROLES[name].held_at == {HeldAt.SCHOOL}


def test_who_sees_who_looked_cannot_be_the_one_who_keeps_the_system() -> None:
    assert [r.name for r in roles_with(P.AUDIT_VIEW)] == [RoleName.TEAM_MANAGER, RoleName.SAFEGUARDING_LEAD]


#: What a school and specialists say to each other is theirs; a manager makes somebody a lead and reads nothing.
BETWEEN_OTHERS = {P.CONSULTATION_WRITE, P.CONSULTATION_ASK, P.THREAD_WRITE}


def test_a_team_manager_gives_nothing_they_do_not_hold() -> None:
    manager = ROLES[RoleName.TEAM_MANAGER]
    assert {given: ROLES[given].permissions - manager.permissions - BETWEEN_OTHERS for given in manager.gives} == {
        given: frozenset() for given in manager.gives
    }
    assert RoleName.SYSTEM_ADMINISTRATOR not in manager.gives


def test_only_two_roles_give_roles_and_nobody_gives_a_young_persons() -> None:
    assert {role.name for role in ROLES.values() if role.gives} == {
        RoleName.TEAM_MANAGER,
        RoleName.SYSTEM_ADMINISTRATOR,
    }
    assert all(RoleName.YOUNG_PERSON not in role.gives for role in ROLES.values())


def test_who_gives_roles_may_edit_memberships_and_nobody_else_may() -> None:
    assert {r.name for r in roles_with(P.MEMBERSHIP_EDIT)} == {r.name for r in ROLES.values() if r.gives}


@pytest.mark.parametrize(
    ("name", "words"), [(RoleName.CAMHS_SPECIALIST, "CAMHS specialist"), (RoleName.TEAM_MANAGER, "team manager")]
)
def test_a_role_inside_a_sentence(name: RoleName, words: str) -> None:
    assert ROLES[name].in_words == words

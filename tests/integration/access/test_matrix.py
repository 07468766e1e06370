"""Every address x every role x whether the thing is at one's own place or another's: the expected answer.

What is expected is computed from the list of roles and the rows, not from the code that decides.
"""

from collections import Counter

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import resolve, reverse

from mhst.access.enums import HeldAt, RoleName
from mhst.access.models import User
from mhst.access.roles import ROLES
from tests.architecture.routes import routes
from tests.factories import A_MONDAY, UserFactory
from tests.integration.access.matrix.place import Here, a_place, somebody_elsewhere
from tests.integration.access.matrix.rows import ROWS, Needs, Row

OURS = ("mhst", "cms", "sessions_app", "school_link", "realtime")
JUDGED = [row for row in ROWS if not row.judged_in]
#: What may differ between one's own place and another's. The other pages are about no one place.
ABOUT_SOMETHING = [row for row in JUDGED if row.args is not None]


@pytest.fixture(autouse=True)
def before_term(time_machine) -> None:
    time_machine.move_to(f"{A_MONDAY}T08:00:00Z", tick=False)


@pytest.fixture(autouse=True)
def nothing_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a page opens is asked here. What it says is read elsewhere, and took a third of the time."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


def expected(row: Row, role: RoleName | None, is_own: bool) -> tuple[int, ...]:
    """The answer this page owes somebody with this role, at the thing's place or at another."""
    reaches = is_own or row.is_everywhere or (role is not None and HeldAt.EVERYWHERE in ROLES[role].held_at)
    if row.args is not None and not row.is_public and not (reaches and _holds(role, row.see)):
        return (404,)
    return row.ok if _holds(role, row.do) else row.refused


def _holds(role: RoleName | None, needs: Needs) -> bool:
    if needs is None:
        return True
    held = ROLES[role].permissions if role else frozenset()
    return bool(held & set(needs if isinstance(needs, tuple) else (needs,)))


def answer(client: Client, row: Row, here: Here) -> int:
    """What the page says; whatever it wrote is undone."""
    before = transaction.savepoint()
    try:
        path = reverse(row.name, args=row.args(here) if row.args else [])
        return getattr(client, row.method)(path).status_code
    finally:
        transaction.savepoint_rollback(before)


def wrong_answers(client: Client, here: Here, viewer: User | None, role: RoleName | None, is_own: bool) -> list[str]:
    if viewer:
        client.force_login(viewer)
    found = []
    for row in JUDGED if is_own else ABOUT_SOMETHING:
        owed, got = expected(row, role, is_own), answer(client, row, here)
        if got not in owed:
            found.append(
                f"{row.name}: owes {role or 'nobody in particular'} {'here' if is_own else 'elsewhere'} "
                f"{owed}, gave {got}"
            )
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("is_own", [True, False], ids=["own", "other"])
@pytest.mark.parametrize("role", list(RoleName))
def test_every_address_answers_every_role_as_it_should(client, role, is_own) -> None:
    here = a_place()
    viewer = here.somebody(role) if is_own else somebody_elsewhere(role)

    assert wrong_answers(client, here, viewer, role, is_own) == []


@pytest.mark.django_db
def test_somebody_with_no_role_gets_no_further_than_their_own_pages(client) -> None:
    assert wrong_answers(client, a_place(), UserFactory(), None, is_own=True) == []


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in(client) -> None:
    here = a_place()
    answers = {row.name: answer(client, row, here) for row in JUDGED}

    assert {row.name: answers[row.name] for row in JUDGED if answers[row.name] not in (
        row.ok if row.is_public else (302,)
    )} == {}  # fmt: skip


def test_every_address_of_ours_has_one_row_and_every_row_an_address() -> None:
    named = {resolve(r.example).view_name for r in routes() if r.module.split(".")[0] in OURS}
    ours = {name for name in named if name and not name.startswith(("admin:", "design"))}

    assert ours ^ {row.name for row in ROWS} == set()
    assert [name for name, count in Counter(row.name for row in ROWS).items() if count > 1] == []


def test_what_is_judged_elsewhere_is_judged_there() -> None:
    from tests.copies import ROOT

    assert {row.judged_in for row in ROWS if row.judged_in and not (ROOT / row.judged_in).exists()} == set()

"""A team that is called otherwise is the same team: its figures are worked out as before."""

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import lot
from mhst.reporting.dates import Period
from mhst.reporting.queries.release import work_out
from tests.support.figures import AFTERWARDS, QUARTER, Counted, counted

pytestmark = pytest.mark.django_db
JANUARY = Period(QUARTER.first, 1)


def _drawn(there: Counted, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What lots are drawn of."""
    asked: list[str] = []
    monkeypatch.setattr(lot, "fingerprint", lambda what, about: asked.append(what) or "1")
    work_out(there.team, JANUARY, AFTERWARDS)
    return asked


def test_its_lots_are_its_own_whatever_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names change hands: no two teams may share a lot, not even one after the other."""
    there, other = counted(), counted()
    name, before = there.team.name, _drawn(there, monkeypatch)
    with recording.acting(by=SYSTEM, verb="test"):
        for team, called in ((there.team, "Quite another name"), (other.team, name)):
            team.name = called
            team.save()

    assert before
    assert _drawn(there, monkeypatch) == before
    assert set(_drawn(other, monkeypatch)).isdisjoint(before)

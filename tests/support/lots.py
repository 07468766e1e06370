"""For tests that read what is published: which lots fall goes by the id of a team, and ids are invented."""

import pytest

from mhst.core.disclosure import lot


@pytest.fixture(autouse=True)
def no_lot_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lot, "fingerprint", lambda what, about: "1")

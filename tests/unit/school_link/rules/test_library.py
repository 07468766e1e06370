"""What may be done with advice that is offered to the library."""

from types import SimpleNamespace

import pytest

from mhst.core.errors import Conflict
from school_link.enums import ExcerptState
from school_link.rules import library
from tests.support.refusals import refusal


def test_what_somebody_has_decided_is_not_decided_again() -> None:
    agreed, cleared = (SimpleNamespace(state=state) for state in (ExcerptState.AGREED, ExcerptState.CLEARED))

    assert refusal(library.check_move, agreed, ExcerptState.CLEARED) is None
    with pytest.raises(Conflict) as refused:
        library.check_move(cleared, ExcerptState.KEPT_OUT)
    assert refused.value.code == "decided"

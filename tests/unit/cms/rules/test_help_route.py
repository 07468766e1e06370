"""Who may take a way to get help off the list, show one, or change how it is reached."""

from collections.abc import Callable
from functools import partial

import pytest

from cms.rules.help_route import check_reached_otherwise, check_shown_anew, check_taken_away
from mhst.core.errors import Refused

CHECKS: list[Callable[..., None]] = [
    partial(check_taken_away, left=2), check_shown_anew, partial(check_reached_otherwise, "phone"),
]  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_it_takes_somebody_who_may_publish(check: Callable[..., None]) -> None:
    check(may_publish=True)
    with pytest.raises(Refused, match="Only somebody who may publish"):
        check(may_publish=False)


def test_one_always_stays() -> None:
    with pytest.raises(Refused, match="The last way to get help"):
        check_taken_away(left=0, may_publish=True)

import pytest
from django.core.cache import cache

from mhst.core.floods import is_over


@pytest.fixture(autouse=True)
def empty() -> None:
    cache.clear()


def test_as_many_as_are_allowed_are_no_flood() -> None:
    assert [is_over("a", most=2, seconds=60) for _ in range(4)] == [False, False, True, True]


def test_each_key_is_counted_by_itself() -> None:
    assert not is_over("a", most=1, seconds=60)
    assert not is_over("b", most=1, seconds=60)
    assert is_over("a", most=1, seconds=60)


def test_a_count_that_ran_out_at_that_moment_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(cache._connections[cache._alias]), "incr", _ran_out)
    assert not is_over("a", most=1, seconds=60)


def _ran_out(*args: object, **kwargs: object) -> int:
    raise ValueError("Key not found")

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from mhst.core.floods import is_over, is_over_from
from mhst.settings.environment import environment


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


def test_one_alone_never_uses_up_what_is_everybodys(rf: RequestFactory) -> None:
    """A whole house has one long network; who goes on after they are over is not counted to all."""
    loud = [rf.post("/", REMOTE_ADDR=address) for address in ("2001:db8::1", "2001:db8::2", "2001:db8::3")]
    assert [is_over_from(one, "a", most=2, seconds=60, together=2) for one in loud * 3] == [False] * 2 + [True] * 7
    others = [rf.post("/", REMOTE_ADDR=f"192.0.2.{n}") for n in range(3)]
    assert [is_over_from(one, "a", most=2, seconds=60, together=2) for one in others] == [False, False, True]
    assert not any("192.0.2" in key for key in cache._cache)
    mapped = [rf.post("/", REMOTE_ADDR=f"::ffff:192.0.2.{n}") for n in range(2)]
    assert [is_over_from(one, "b", most=1, seconds=60, together=9) for one in mapped] == [False, False]


def test_only_what_a_proxy_of_ours_has_written_is_believed(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        rf.post("/", headers={"X-Forwarded-For": f"10.9.9.{n}, 192.0.2.7"}, REMOTE_ADDR="10.0.0.1") for n in range(2)
    ]
    asked.append(rf.post("/", headers={"X-Forwarded-For": "unknown"}, REMOTE_ADDR="10.0.0.1"))
    monkeypatch.setattr(environment, "trusted_proxies", 1)
    assert [is_over_from(one, "a", most=1, seconds=60) for one in asked] == [False, True, False]
    monkeypatch.setattr(environment, "trusted_proxies", 0)
    assert [is_over_from(one, "b", most=1, seconds=60) for one in asked] == [False, True, True]

from uuid import uuid4

import pytest

from mhst.core.errors import Refused
from realtime.rules import flood
from realtime.rules.flood import Bucket, check_is_no_flood


def test_a_bucket_fills_again() -> None:
    bucket = Bucket(0.0)
    assert [bucket.takes(0.0, 2.0) for _ in range(21)] == [True] * 20 + [False]
    assert [bucket.takes(1.0, 2.0, cost) for cost in (1.5, 1.0)] == [True, False]
    assert [bucket.wait(now, 2.0, 1.0) for now in (1.0, 1.125, 9.0)] == [0.25, 0.125, 0.0]


def test_each_has_their_own_and_only_who_has_just_written_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "MOST", 2)
    monkeypatch.setattr(flood, "_said", flood.Buckets())
    monkeypatch.setattr(flood.time, "monotonic", lambda: 7.0)
    people = [uuid4() for _ in range(3)]
    for _ in range(20):
        check_is_no_flood(people[0])
    check_is_no_flood(people[1])
    with pytest.raises(Refused, match="a lot at once"):
        check_is_no_flood(people[0])
    check_is_no_flood(people[2])
    assert list(flood._said) == [people[0], people[2]]

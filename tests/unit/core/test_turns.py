import threading

import pytest
from django.db import connection

from mhst.core.turns import turn

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_on_sqlite_the_next_writer_waits_for_the_one_before() -> None:
    done: list[str] = []

    def other() -> None:
        with turn():
            done.append("other")

    waiting = threading.Thread(target=other)
    with turn():
        waiting.start()
        waiting.join(timeout=0.3)
        done.append("first")
    waiting.join(timeout=10)

    assert done == (["first", "other"] if connection.vendor == "sqlite" else ["other", "first"])


def test_what_follows_a_commit_writes_in_the_same_turn() -> None:
    reached: list[str] = []

    def write_twice() -> None:
        with turn(), turn():
            reached.append("inner")

    writer = threading.Thread(target=write_twice, daemon=True)
    writer.start()
    writer.join(timeout=10)

    assert reached == ["inner"]

import os
import threading
from pathlib import Path

import pytest
from django.db import connection

from mhst.core import turns
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


def test_whose_database_was_put_back_meanwhile_waits_where_all_others_do() -> None:
    """Its file goes with it, and is there anew."""
    if connection.vendor != "sqlite":
        return
    place = Path(f"{connection.settings_dict['NAME']}-turn")
    with turn():
        place.unlink()
    test_on_sqlite_the_next_writer_waits_for_the_one_before()
    with turn():
        pass
    assert place.exists()


def test_a_process_that_was_forked_waits_for_its_parent() -> None:
    if connection.vendor != "sqlite":
        return
    reads, writes = os.pipe()
    with turn():
        if (child := os.fork()) == 0:
            turns._ours.has_it = False  # as in a thread of its own
            with turn():
                os.write(writes, b"child")
            os._exit(0)
        os.write(writes, b"first ")
    os.waitpid(child, 0)
    assert os.read(reads, 100) == b"first child"

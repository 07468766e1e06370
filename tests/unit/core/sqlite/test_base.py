"""A connection to a file of SQLite is there for the next request, unless something is wrong with it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from mhst.core.sqlite import base
from mhst.core.sqlite.base import DatabaseWrapper
from mhst.settings.database import database_from


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.sqlite3"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE said (words)")
    made.close()
    return path


@pytest.fixture(autouse=True)
def files_of_its_own(django_db_blocker: Any) -> Iterator[None]:
    """None of them the database of the tests."""
    with django_db_blocker.unblock():
        yield
    base.IDLE.close()


def one(file: Path) -> Any:
    defaults = {"AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "ATOMIC": False}
    return DatabaseWrapper({**defaults, **database_from(f"sqlite:///{file}")}, "one")


def opened(file: Path) -> Any:
    """What a request has open, as far as another one can tell."""
    database = one(file)
    database.connect()
    raw = database.connection
    database.close()
    return raw


def test_the_next_request_finds_it_open_in_another_thread(file: Path) -> None:
    first = opened(file)
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(opened, file).result() is first


def test_two_at_once_have_one_each(file: Path) -> None:
    database, beside = one(file), one(file)
    database.connect()
    beside.connect()
    assert database.connection is not beside.connection


def test_only_so_many_wait(file: Path) -> None:
    many = [one(file) for _ in range(base.MOST + 2)]
    for database in many:
        database.connect()
    for database in many:
        database.close()
    assert len(base.IDLE._kept) == base.MOST


def test_what_failed_is_opened_anew(file: Path) -> None:
    database = one(file)
    with pytest.raises(DatabaseError), database.cursor() as cursor:
        cursor.execute("SELECT * FROM never_made")
    failed = database.connection
    database.close()
    assert opened(file) is not failed


def test_what_was_not_committed_is_gone_and_holds_nobody_up(file: Path) -> None:
    database = one(file)
    with database.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO said VALUES ('never')")
    database.close()
    with one(file).cursor() as cursor:
        cursor.execute("INSERT INTO said VALUES ('kept')")
        assert cursor.execute("SELECT words FROM said").fetchall() == [("kept",)]


def test_another_file_in_its_place_is_opened(file: Path, tmp_path: Path) -> None:
    opened(file)
    other = tmp_path / "other.sqlite3"
    shutil.copyfile(file, other)
    with sqlite3.connect(other) as made:
        made.execute("INSERT INTO said VALUES ('of the other')")
    made.close()
    other.replace(file)
    with one(file).cursor() as cursor:
        assert cursor.execute("SELECT words FROM said").fetchall() == [("of the other",)]


def test_a_file_that_is_not_there_yet_is_kept_too(tmp_path: Path) -> None:
    assert opened(tmp_path / "new.sqlite3") is opened(tmp_path / "new.sqlite3")


def test_a_process_that_was_forked_has_none_of_them(file: Path) -> None:
    opened(file)
    if (child := os.fork()) == 0:
        os._exit(len(base.IDLE._kept))
    assert os.waitpid(child, 0)[1] == 0


def test_those_to_a_file_that_was_replaced_take_nobodys_place(file: Path, tmp_path: Path) -> None:
    many = [one(file) for _ in range(base.MOST)]
    for database in many:
        database.connect()
    for database in many:
        database.close()
    shutil.copyfile(file, tmp_path / "other.sqlite3")
    (tmp_path / "other.sqlite3").replace(file)
    assert opened(file) is opened(file)

import os
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from mhst.audit.models import AuditHead
from tests import copies
from tests.copies import SqliteCopies

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", range(4))
def test_what_a_test_commits_is_gone_in_the_next_and_what_migrations_made_stays(again: int) -> None:
    before = AuditHead.objects.count()
    assert (before, _tables_called("left_behind")) == (1, 0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind (id integer)")
    assert _tables_called("left_behind") == 1


def _tables_called(name: str) -> int:
    return connection.introspection.table_names().count(name)


def test_what_ended_runs_left_is_swept_and_what_is_in_use_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "KEPT", tmp_path)
    ended = subprocess.Popen(["true"])
    ended.wait()
    templates = [f"{number:016x}.sqlite3" for number in range(5)]
    mine = f"journeys-{os.getpid()}-gw0.sqlite3"
    for age, name in enumerate(
        [*templates, mine, f"run-{ended.pid}-gw1.sqlite3-wal", f"journeys-{ended.pid}-main.log"]
    ):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (age, age))
    SqliteCopies("main")._sweep()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*templates[2:], mine])

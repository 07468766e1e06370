from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cms.models import HelpRoute
from mhst.core import clock, health

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
WELL = {"database": "ok", "migrations": "ok", "cache": "ok", "worker": "ok", "help": "ok"}


@task
def nothing() -> None:
    """A job to wait for a worker."""


@pytest.fixture(autouse=True)
def ways_to_get_help(db: None) -> None:
    told = {"what_for": "To talk.", "for_whom": "Everyone", "hours": "Day and night", "owner": "Editors"}
    HelpRoute.objects.create(name="Line", checked_on=clock.today(), **told)


@pytest.fixture(autouse=True)
def newly_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_up_to_date", False)


def test_anybody_may_ask_and_is_told_that_all_is_well(client: Client) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, WELL)
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_migration_that_is_missing_takes_the_pages_down(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {**WELL, "migrations": "pending"})


def test_once_up_to_date_the_migrations_are_not_looked_up_again(client: Client) -> None:
    client.get("/health/")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")
    assert client.get("/health/").json() == WELL


def test_a_job_that_nobody_takes_shows_that_no_worker_runs(client: Client) -> None:
    nothing.enqueue()
    assert client.get("/health/").json() == WELL
    DBTaskResult.objects.update(enqueued_at=clock.now() - timedelta(minutes=6))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {**WELL, "worker": "behind"})


def test_a_job_for_later_is_not_late(client: Client) -> None:
    nothing.using(run_after=clock.now() + timedelta(hours=1)).enqueue()
    DBTaskResult.objects.update(enqueued_at=clock.now() - timedelta(minutes=6))
    assert client.get("/health/").json() == WELL


def test_a_database_that_is_away_is_told_in_a_word(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise OSError("could not connect to 10.0.0.7")

    monkeypatch.setattr(health, "_database", away)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {**WELL, "database": "OSError"})


def test_nothing_but_reading_is_answered(client: Client) -> None:
    assert client.post("/health/").status_code == 405

"""What commissioners read, and what it takes to make it, beside the direct aggregate over all contacts."""

# ruff: noqa: S608  (sizes, names and keys of our own)
import csv
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest import mock
from uuid import uuid4

from django.db import connection
from django.test import override_settings

from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import People, Protection, Release, gate
from mhst.core.disclosure.declared import Area
from mhst.places.models import Team
from mhst.reporting.actions import publication
from mhst.reporting.dates import Period
from mhst.reporting.models import Contact
from mhst.reporting.queries import area, contact, opening, release
from mhst.reporting.queries.release import work_out, work_out_again
from tests.bench import pages
from tests.bench.baseline import BARE_QUERY, bare_query, rate
from tests.bench.county import CONTACTS, LAST, filled, key_of
from tests.bench.registry import Figure, NotHere, measurement
from tests.factories.access import member_of
from tests.factories.places import OrganisationFactory
from tests.factories.reporting import CommissionFactory

#: All eight quarters go through the gate where BENCH_QUARTERS says so, or there is time for five million contacts too.
QUARTERS = int(os.environ.get("BENCH_QUARTERS", "8" if CONTACTS >= 1_000_000 else "1"))
AFTERWARDS, LATER = (dt.datetime(2025, month, 1, 9, tzinfo=dt.UTC) for month in (6, 7))
#: So often two things are measured one after the other, where neither takes long.
TURNS = 25
#: What a page without published tables would have to ask.
DIRECT = (
    "SELECT {column}, COUNT(DISTINCT person_key) FROM reporting_contact WHERE team_id = {team} AND "
    "{date} >= '{first}' AND {date} < '{end}' AND withdrawn_at IS NULL GROUP BY {column}"
)
COLUMNS = ("gender", "slot", "school_id", "ethnicity", "age", "kind")


@measurement("uptake.page")
def page() -> Figure:
    """Pages a second of a published quarter, as a commissioner opens it."""
    baseline, (team, user) = bare_query(), _published()
    client, path = pages.reader(user), f"/figures/{team.publications.get(months=3).pk}/"
    with override_settings(DEBUG=False):
        assert client.get(path).status_code == 200
        return Figure(rate(lambda: client.get(path)), "per s", BARE_QUERY, baseline)


@measurement("uptake.page_beside_signed_in")
def beside_signed_in() -> Figure:
    """The same page beside the barest one that somebody signed in can open: one indexed query, behind the doors that
    every page of theirs is behind."""
    team, user = _published()
    client, path = pages.reader(user), f"/figures/{team.publications.get(months=3).pk}/"
    with override_settings(DEBUG=False, ROOT_URLCONF="tests.bench.baseline"):
        bare = pages.reader(user)
        assert bare.get("/bare/").status_code == 200
        baseline = rate(lambda: bare.get("/bare/"))
    with override_settings(DEBUG=False):
        return Figure(rate(lambda: client.get(path)), "per s", "bare query, signed in", baseline)


def _served(server: str) -> Figure:
    """The page as a server gives it to its reader, beside the barest view on the same server."""
    team, user = _published()
    key, path = pages.reader(user).session.session_key, f"/figures/{team.publications.get(months=3).pk}/"
    barest = pages.a_core("barest", server, "/bare/", key)
    return Figure(pages.a_core("ours", server, path, key), "per core", BARE_QUERY, barest)


measurement("uptake.page_served")(partial(_served, "daphne"))
measurement("uptake.page_served_uvicorn")(partial(_served, "uvicorn"))


@measurement("uptake.page_beside_direct")
def beside_direct() -> Figure:
    """The same page beside counting the same tables from all contacts, on the same engine. In turns, and each at its
    best: what else a machine is busy with lasts longer than either."""
    team, user = _published()
    client, path = pages.reader(user), f"/figures/{team.publications.get(months=3).pk}/"
    with override_settings(DEBUG=False):
        client.get(path)
        turns = [
            (_seconds(lambda: client.get(path)), _seconds(lambda: _direct(team)))
            for _ in range(1 if CONTACTS >= 1_000_000 else TURNS)
        ]
    opened, direct = map(min, zip(*turns, strict=True))
    return Figure(1 / opened, "per s", "direct aggregate", 1 / direct)


@measurement("uptake.rollup")
def rollup() -> Figure:
    """Seconds to count the people of every cell of one closed month, beside the direct aggregate of a quarter."""
    team = filled()
    month = Period(LAST.first, 1)
    return Figure(
        _seconds(lambda: _people(team, month, (contact.month_name(month.first),))), "s",
        f"direct aggregate ({connection.vendor})", _seconds(lambda: _direct(team)),
    )  # fmt: skip


@measurement("uptake.page_beside_duckdb")
def page_beside_duckdb() -> Figure:
    """The page beside DuckDB, counting the same tables from the same rows."""
    counting = _duckdb()
    team, user = _published()
    client, path = pages.reader(user), f"/figures/{team.publications.get(months=3).pk}/"
    with override_settings(DEBUG=False):
        opened = rate(lambda: client.get(path))
    return Figure(opened, "per s", "DuckDB", 1 / _seconds(counting(team)))


@measurement("uptake.rollup_beside_duckdb")
def beside_duckdb() -> Figure:
    """The same beside DuckDB, doing that aggregate on the same rows."""
    counting, team = _duckdb(), filled()
    month = Period(LAST.first, 1)
    ours = _seconds(lambda: _people(team, month, (contact.month_name(month.first),)))
    return Figure(ours, "s", "DuckDB", _seconds(counting(team)))


@measurement("uptake.audit_gate")
def audit_gate() -> Figure:
    """Seconds of a processor that the gate takes as months and quarters of 40 schools are published one after another,
    beside all else that working them out takes."""
    team, began = filled(), time.process_time()
    with _timed() as took:
        for quarter in [Period(dt.date(2023 + number // 4, number % 4 * 3 + 1, 1), 3) for number in range(8)][
            -QUARTERS:
        ]:
            _publish(team, quarter)
    gating = sum(took)
    return Figure(gating, "s", f"counting, {QUARTERS * 3} months", time.process_time() - began - gating)


@measurement("uptake.gate_beside_quarters")
def gate_beside_quarters() -> Figure:
    """Seconds of a processor that the gate takes for a quarter of ten schools whose months are out, held against the
    two quarters before it, of which nothing is worked out yet; beside the same with none before it."""
    team, third = filled(10), Period(dt.date(2024, 4, 1), 3)
    for first in (dt.date(2023, 10, 1), dt.date(2024, 1, 1)):
        _publish(team, Period(first, 3))
    for first in third.starts:
        _publish_one(team, Period(first, 1))
    gate._worked_out.clear()
    with _timed() as held:
        work_out(team, third, AFTERWARDS)
    with _timed() as alone, mock.patch.object(release, "_beside", return_value=[]):
        work_out(team, third, AFTERWARDS)
    return Figure(sum(held), "s", "none before", sum(alone))


@measurement("uptake.revision")
def revision() -> Figure:
    """Seconds of a processor that the gate takes for the revision of a quarter of ten schools in which a few people
    came late, beside publishing its months and itself."""
    team = filled(10)
    with _timed() as published:
        _publish(team, LAST)
    late = Contact.objects.filter(team=team, on__gte=LAST.first, on__lt=LAST.end).order_by("on", "pk")[::700]
    for number, row in enumerate(late):
        row.pk, row.source_id, row.person_key, row.learnt_at = None, uuid4(), f"late {number}", LATER
    Contact.objects.bulk_create(late)
    with _timed() as revised:
        work_out_again(team, LAST, LATER)
    return Figure(sum(revised), "s", "first edition", sum(published))


@contextmanager
def _timed() -> Iterator[list[float]]:
    """Seconds of a processor, of each time that the gate is asked."""
    took, ask = [], Protection.release

    def timed(protection: Protection) -> Release:
        began = time.process_time()
        try:
            return ask(protection)
        finally:
            took.append(time.process_time() - began)

    with mock.patch.object(Protection, "release", timed):
        yield took


def _people(team: Team, period: Period, months: tuple[str, ...]) -> tuple[Area, People]:
    quarter = period.quarter
    places = area.places(team, quarter)
    where = area.area(places, months, opening.of_team(team, quarter), area.dates(places, quarter))
    rows = (row for first in period.starts for row in contact.seen(team, Period(first, 1), AFTERWARDS))
    return where, People(where.shape, contact.as_cells(where.shape, rows, {}))


def _direct(team: Team) -> None:
    with connection.cursor() as cursor:
        for column in COLUMNS:
            told = {"column": column, "team": f"'{key_of(team)}'", "date": '"on"', "first": LAST.first, "end": LAST.end}
            cursor.execute(DIRECT.format(**told))
            cursor.fetchall()


def _duckdb() -> Callable[[Team], Callable[[], Any]]:
    """What gives DuckDB a team's contacts, and then the direct aggregate in it. Raises: NotHere."""
    try:
        import duckdb
    except ImportError:
        raise NotHere("duckdb is not installed") from None

    def counting(team: Team) -> Callable[[], Any]:
        store = duckdb.connect()
        _hand_over(team, store)
        asked = [
            f"SELECT {column}, COUNT(DISTINCT person_key) FROM contact "
            f"WHERE day >= '{LAST.first}' AND day < '{LAST.end}' GROUP BY {column}"
            for column in COLUMNS
        ]
        return lambda: [store.execute(each).fetchall() for each in asked]

    return counting


def _hand_over(team: Team, store: Any) -> None:
    with connection.cursor() as cursor, tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        columns = ", ".join((*COLUMNS, "person_key"))
        cursor.execute(f'SELECT {columns}, "on" FROM reporting_contact WHERE team_id = %s', [key_of(team)])
        while rows := cursor.fetchmany(50_000):
            csv.writer(file).writerows(rows)
        file.flush()
        names = ", ".join(f"'{name}'" for name in (*COLUMNS, "person_key", "day"))
        told = f"header = false, all_varchar = true, names = [{names}]"
        store.execute(f"CREATE TABLE contact AS SELECT * FROM read_csv('{file.name}', {told})")


def _seconds(work: Callable[[], Any]) -> float:
    """The better of two; of millions one is enough."""
    took = []
    for _ in range(1 if CONTACTS >= 1_000_000 else 2):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def _published() -> tuple[Team, Any]:
    """The last quarter published, and who pays for it."""
    team, payer = filled(), OrganisationFactory()
    CommissionFactory(team=team, organisation=payer)
    _publish(team, LAST)
    return team, member_of(payer, RoleName.COMMISSIONER)


def _publish(team: Team, quarter: Period) -> None:
    """Its months, and then itself."""
    for period in (*(Period(first, 1) for first in quarter.starts), quarter):
        _publish_one(team, period)


def _publish_one(team: Team, period: Period) -> None:
    publication.publish(worked_out=work_out(team, period, AFTERWARDS), by=SYSTEM)

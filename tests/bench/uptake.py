"""What commissioners read, and what it takes to make it, beside the direct aggregate over all contacts.

20,000 contacts unless BENCH_CONTACTS says otherwise (5000000 for a county): of 24 months and 40 schools,
written straight into the table by the database itself.
"""

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

from django.db import connection
from django.test import override_settings

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import People, Protection, Release, gate
from mhst.core.disclosure.declared import Area
from mhst.places.dates import days
from mhst.places.enums import SchoolGender
from mhst.places.models import Calendar, Council, School, Team
from mhst.reporting.actions import publication
from mhst.reporting.dates import Period
from mhst.reporting.queries import area, contact, opening, release
from mhst.reporting.queries.release import work_out
from realtime.models import Service, Shift
from tests.bench import pages
from tests.bench.baseline import BARE_QUERY, bare_query, rate
from tests.bench.registry import Figure, NotHere, measurement
from tests.factories.access import member_of
from tests.factories.calendar import CalendarFactory, TermFactory
from tests.factories.counselling import ServiceFactory, WeeklyHoursFactory, counsellor_of
from tests.factories.places import ClusterFactory, OrganisationFactory, SchoolFactory, TeamFactory, TeamSchoolFactory
from tests.factories.reporting import CommissionFactory

CONTACTS = int(os.environ.get("BENCH_CONTACTS", "20000"))
FIRST, MONTHS, SCHOOLS = dt.date(2023, 1, 1), 24, 40
#: All eight quarters go through the gate where BENCH_QUARTERS says so, or there is time for five million contacts too.
QUARTERS = int(os.environ.get("BENCH_QUARTERS", "8" if CONTACTS >= 1_000_000 else "1"))
LAST = Period(dt.date(2024, 10, 1), 3)
AFTERWARDS = dt.datetime(2025, 6, 1, 9, tzinfo=dt.UTC)
#: So often two things are measured one after the other, where neither takes long.
TURNS = 25
#: What a page without published tables would have to ask.
DIRECT = (
    "SELECT {column}, COUNT(DISTINCT person_key) FROM reporting_contact WHERE team_id = {team} AND "
    "{date} >= '{first}' AND {date} < '{end}' AND withdrawn_at IS NULL GROUP BY {column}"
)
COLUMNS = ("gender", "slot", "school_id", "ethnicity", "age", "kind")
NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) ",
    "postgresql": "WITH numbers AS (SELECT generate_series(0::bigint, {last}) AS n) ",
}
#: The ages that schools take: primaries, schools to sixteen, schools with a sixth form, and colleges.
TAKES = ((4, 11), (11, 16), (11, 18), (16, 19))
#: A number of 0 to 999 that looks like chance and is the same every time, and the day and id of each engine.
CHANCE = "((n * 7919 + n / 1000 * 104729) % 1000)"
DAY = {"sqlite": "date('{first}', '+' || (n % {days}) || ' days')", "postgresql": "DATE '{first}' + (n % {days})::int"}
#: In order, so that the index of a run of millions is written from one end.
ID = {"sqlite": "printf('%032x', n)", "postgresql": "lpad(to_hex(n), 32, '0')::uuid"}


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
    team = _filled()
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
    counting, team = _duckdb(), _filled()
    month = Period(LAST.first, 1)
    ours = _seconds(lambda: _people(team, month, (contact.month_name(month.first),)))
    return Figure(ours, "s", "DuckDB", _seconds(counting(team)))


@measurement("uptake.audit_gate")
def audit_gate() -> Figure:
    """Seconds of a processor that the gate takes as months and quarters of 40 schools are published one after another,
    beside all else that working them out takes."""
    team, began = _filled(), time.process_time()
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
    team, third = _filled(10), Period(dt.date(2024, 4, 1), 3)
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
            told = {"column": column, "team": f"'{_key(team)}'", "date": '"on"', "first": LAST.first, "end": LAST.end}
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
        cursor.execute(f'SELECT {columns}, "on" FROM reporting_contact WHERE team_id = %s', [_key(team)])
        while rows := cursor.fetchmany(50_000):
            csv.writer(file).writerows(rows)
        file.flush()
        names = ", ".join(f"'{name}'" for name in (*COLUMNS, "person_key", "day"))
        told = f"header = false, all_varchar = true, names = [{names}]"
        store.execute(f"CREATE TABLE contact AS SELECT * FROM read_csv('{file.name}', {told})")


def _key(team: Team) -> str:
    return team.pk.hex if connection.vendor == "sqlite" else str(team.pk)


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
    team, payer = _filled(), OrganisationFactory()
    CommissionFactory(team=team, organisation=payer)
    _publish(team, LAST)
    return team, member_of(payer, RoleName.COMMISSIONER)


def _publish(team: Team, quarter: Period) -> None:
    """Its months, and then itself."""
    for period in (*(Period(first, 1) for first in quarter.starts), quarter):
        _publish_one(team, period)


def _publish_one(team: Team, period: Period) -> None:
    publication.publish(worked_out=work_out(team, period, AFTERWARDS), by=SYSTEM)


def _filled(many: int = SCHOOLS) -> Team:
    """A team at so many schools of four kinds, shut in August, one of them for girls, with a service online that
    somebody is always on shift for, and all its contacts."""
    team = TeamFactory()
    clusters = ClusterFactory.create_batch(4, team=team)
    schools = [
        SchoolFactory(low_age=ages[0], high_age=ages[1]) for _ in range(many // len(TAKES) + 1) for ages in TAKES
    ][:many]
    for number, school in enumerate(schools):
        TeamSchoolFactory(team=team, school=school, cluster=clusters[number * 4 // many], starts_on=FIRST)
    with recording.acting(by=SYSTEM, verb="bench"):
        School.objects.filter(pk=schools[1].pk).update(gender=SchoolGender.GIRLS)
    _dates(schools[0].council)
    service = ServiceFactory(team=team)
    for weekday in range(5):
        WeeklyHoursFactory(service=service, weekday=weekday, opens=9 * 60)
    _staff(service)
    keys = [school.pk.hex if connection.vendor == "sqlite" else str(school.pk) for school in schools]
    engine = connection.vendor
    day = DAY[engine].format(first=FIRST, days=(LAST.end - FIRST).days)
    at_school = "CASE s " + " ".join(f"WHEN {n} THEN {_quoted(key)}" for n, key in enumerate(keys)) + " END"
    ages = " ".join(f"WHEN {n} THEN {low} + p / {many + 1} % {high - low + 1}" for n, (low, high) in enumerate(TAKES))
    sql = (
        NUMBERS[engine].format(last=CONTACTS - 1)
        + f"""
        INSERT INTO reporting_contact (kind, source_id, person_key, team_id, school_id, "on", hour, slot,
            is_bank_holiday, in_term, gender, ethnicity, age, waited, reason, came_of_it, ended_because, learnt_at)
        SELECT kind, {ID[engine]}, 'person ' || p, {_quoted(_key(team))}, {at_school},
            {day},
            CASE part WHEN '_day' THEN 10 WHEN '_evening' THEN 18 ELSE 23 END,
            CASE n % 5 WHEN 0 THEN 'monday' WHEN 1 THEN 'tuesday' WHEN 2 THEN 'wednesday' WHEN 3 THEN 'thursday'
                ELSE 'friday' END || part,
            {_no()}, {_no()}, CASE WHEN s = 1 OR p % 10 < 7 THEN '2' WHEN p % 10 < 9 THEN '1' ELSE '3' END,
            CASE WHEN p % 7 < 5 THEN 'A' ELSE 'J' END,
            CASE WHEN kind = 'chat' THEN 11 + p % 8 ELSE CASE s % {len(TAKES)} {ages} END END,
            CASE WHEN kind NOT IN ('chat', 'ending') AND n % 11 = 0 THEN n % 120 END,
            CASE WHEN kind <> 'chat' AND p % 5 < 3 THEN '05' ELSE '' END,
            CASE WHEN kind <> 'ending' THEN '' ELSE CASE p % 4 WHEN 0 THEN 'better' WHEN 1 THEN 'same'
                WHEN 2 THEN 'worse' ELSE 'not_twice' END END,
            CASE WHEN kind <> 'ending' THEN '' WHEN p % 3 < 2 THEN '02' ELSE '05' END, '2023-01-01 00:00:00+00:00'
        FROM (SELECT n, p, s, kind, CASE WHEN {CHANCE} < 700 THEN '_day'
                WHEN {CHANCE} < 930 OR kind = 'chat' THEN '_evening' ELSE '_night' END AS part
            FROM (SELECT n, p, s, CASE WHEN s = {many} THEN 'chat' WHEN n % 29 = 0 THEN 'ending'
                    WHEN n % 3 = 0 THEN 'group' ELSE 'session' END AS kind
                FROM (SELECT n, n / 3 % {max(CONTACTS // 20, 1000)} AS p,
                    n / 3 % {max(CONTACTS // 20, 1000)} % {many + 1} AS s FROM numbers) AS who) AS what) AS told
        WHERE kind IN ('chat', 'ending') OR substr(CAST({day} AS text), 6, 2) <> '08'"""
    )
    with recording.acting(by=SYSTEM, verb="bench"), connection.cursor() as cursor:
        if engine == "sqlite":
            cursor.execute("PRAGMA cache_size = -400000")  # the indexes of millions, while they are written
        cursor.execute(sql)
        cursor.execute("ANALYZE")
    return team


def _staff(service: Service) -> None:
    """Somebody is on shift all day, every day."""
    told = {"service": service, "counsellor": counsellor_of(service), "starts": 0, "ends": 1440}
    with recording.acting(by=SYSTEM, verb="bench"):
        Shift.objects.bulk_create(Shift(on=on, **told) for on in days(FIRST, LAST.last))


def _dates(council: Council) -> None:
    """Terms without August; where it has dates already, those stay."""
    if not Calendar.objects.filter(council=council).exists():
        calendar = CalendarFactory(council=council, school=None, terms=False)
        for year in range(2022, 2025):
            TermFactory(calendar=calendar, starts_on=dt.date(year, 9, 3), ends_on=dt.date(year, 12, 20))
            TermFactory(calendar=calendar, starts_on=dt.date(year + 1, 1, 4), ends_on=dt.date(year + 1, 7, 20))


def _quoted(key: str) -> str:
    return f"'{key}'" if connection.vendor == "sqlite" else f"'{key}'::uuid"


def _no() -> str:
    return "0" if connection.vendor == "sqlite" else "false"

"""A county to measure in: a team at 40 schools, and 24 months of contacts.

20,000 contacts unless BENCH_CONTACTS says otherwise (5000000 for a real one), written straight into the table by the
database itself.
"""

# ruff: noqa: S608  (sizes, names and keys of our own)
import datetime as dt
import os

from django.db import connection

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.dates import days
from mhst.places.enums import SchoolGender
from mhst.places.models import Calendar, Council, School, Team
from mhst.reporting.dates import Period
from realtime.models import Service, Shift
from tests.factories.calendar import CalendarFactory, TermFactory
from tests.factories.counselling import ServiceFactory, WeeklyHoursFactory, counsellor_of
from tests.factories.places import ClusterFactory, SchoolFactory, TeamFactory, TeamSchoolFactory

CONTACTS = int(os.environ.get("BENCH_CONTACTS", "20000"))
FIRST, SCHOOLS = dt.date(2023, 1, 1), 40
LAST = Period(dt.date(2024, 10, 1), 3)
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


def filled(many: int = SCHOOLS) -> Team:
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
        SELECT kind, {ID[engine]}, 'person ' || p, {_quoted(key_of(team))}, {at_school},
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


def key_of(team: Team) -> str:
    """As this engine keeps it."""
    return team.pk.hex if connection.vendor == "sqlite" else str(team.pk)


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

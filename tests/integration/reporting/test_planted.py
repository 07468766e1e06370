"""True small values are planted and searched for in every byte that a commissioner receives."""

import io
import os
import re
import zipfile
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.enums import TeamKind
from mhst.places.models import Team, TeamSchool
from mhst.reporting.enums import ContactKind, FileKind
from mhst.reporting.models import Contact, Publication
from mhst.reporting.queries import publication as queries
from tests.factories.counselling import ServiceFactory
from tests.factories.reporting import ContactFactory
from tests.support.figures import AFTERWARDS, ANOTHER, BOY, DAY, Counted, counted, girls_alone, publish

pytestmark = pytest.mark.django_db
SOAK = int(os.environ.get("MHST_SOAK", "0"))
#: How each form writes a figure of people.
FIGURES = {
    FileKind.CSV: r"(?m)^[^\n]*?,(\d+),[^,\n]*\r?$",
    FileKind.JSON: r'"(?:count|all)": (\d+)',
    FileKind.ODS: r'<table:table-row>(?:(?!</table:table-row>|office:value=).)*office:value="(\d+)"',
    FileKind.SVG: r">(?:[^<]*: )?(?!20\d\d<)(\d+)</text>",
    FileKind.PDF: r" (?!20\d\d )(\d+) (?:\d+|too few|not shown)\n",
}


@pytest.fixture(autouse=True)
def _afterwards(time_machine) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)


def _planted(there: Counted, many: int) -> None:
    """So many boys at one school on one Sunday night: the only ones who came then."""
    at = AFTERWARDS.replace(year=2026, month=2, day=1, hour=23, tzinfo=None)
    Contact.objects.bulk_create(
        ContactFactory.build(
            person_key=f"planted {number}", team=there.team, school=there.schools[0], gender=BOY, at=at, age=17,
            ethnicity="N",
        )
        for number in range(many)
    )  # fmt: skip


def _online() -> Counted:
    """The same at a service online, where nobody is at a school."""
    there = girls_alone()
    with recording.acting(by=SYSTEM, verb="test"):
        TeamSchool.objects.filter(team=there.team).delete()
        Team.objects.filter(pk=there.team.pk).update(kind=TeamKind.COUNSELLING)
    there.team.refresh_from_db()
    ServiceFactory(team=there.team)
    Contact.objects.update(kind=ContactKind.CHAT, school=None, age=14)
    return there


def _read(content: bytes, kind: str) -> str:
    if kind == FileKind.ODS:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read("content.xml").decode()
    if kind == FileKind.PDF:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode()


def _everything(client: Client, quarter: Publication) -> dict[str, bytes]:
    """All pages and files of a quarter and of one of its months; PDF of one table, as it takes long."""
    months = [month for month, _ in queries.months_of(quarter)][:1]
    paths = ["report.pdf", "gender.pdf"]
    found = {f"/figures/{quarter.pk}/{path}": b"" for path in paths}
    for each in (quarter, *months):
        keys = [key for key, table in queries.tables(each).items() if table.shows_something]
        kinds = [kind for kind in FileKind if kind != FileKind.PDF]
        found |= {f"/figures/{each.pk}/": b""} | {f"/figures/{each.pk}/{key}/": b"" for key in keys}
        found |= {f"/figures/{each.pk}/{key}.{kind}": b"" for key in keys for kind in kinds}
    return {path: client.get(path).content for path in found}


def test_no_true_value_is_in_any_byte(client: Client) -> None:
    there = counted()
    _planted(there, 3)
    quarter = publish(there)
    client.force_login(there.commissioner)
    secrets = [b"planted", *(str(id).encode() for id in Contact.objects.values_list("source_id", flat=True))]
    received = _everything(client, quarter)

    assert [path for path, content in received.items() if any(secret in content for secret in secrets)] == []
    numbers = {path: _figures(content, path) for path, content in received.items()}
    told = {path.rpartition(".")[2] for path, found in numbers.items() if found}
    assert told >= set(FileKind.values)
    assert sum(len(found) for found in numbers.values()) > 100
    assert {path: found for path, found in numbers.items() if any(int(n) % 5 for n in found)} == {}


def _figures(content: bytes, path: str) -> list[str]:
    kind = path.rpartition(".")[2]
    if path.endswith("/"):
        return re.findall(r'class="app-number"(?! data-label="Per cent)[^>]*>(\d+)<', content.decode())
    return re.findall(FIGURES[FileKind(kind)], _read(content, kind))


@pytest.mark.parametrize("gender", (BOY, ANOTHER) if SOAK else (BOY,))
@pytest.mark.parametrize("place", [girls_alone, _online])
def test_from_none_to_four_are_the_same_bytes_and_so_the_same_size(
    place: Callable[[], Counted], gender: str, client: Client
) -> None:
    """Ten worlds: none to four children in a cell that is hidden, of a team at schools and of one online. Everything
    else is within what its figure says. (`make soak`: of another gender too, and every table in every form.)

    No clock is held to it: how long an answer takes hangs on the machine. What stands for time is what takes it: the
    same questions are asked of the database, in the same words, and what comes is as long and the same.
    """
    there = place()
    client.force_login(there.commissioner)
    before = transaction.savepoint()
    for path in ("/figures/", f"/figures/{there.team.pk}/", f"/figures/{publish(there).pk}/"):
        client.get(path)  # what a process asks once, of pages around these
    transaction.savepoint_rollback(before)
    some = list(Contact.objects.filter(on__month=1, hour=DAY.hour).order_by("pk").values_list("pk", flat=True))
    told = []
    for many in range(5):
        before = transaction.savepoint()
        assert Contact.objects.filter(pk__in=some[:many]).update(gender=gender) == many
        told.append(_in_each_form(client, publish(there)))
        transaction.savepoint_rollback(before)

    assert b"Girls" in told[0]["gender.csv"][0]
    assert all(asked for _, asked in told[0].values())
    assert [many for many in range(5) if told[many] != told[0]] == []


def test_a_fifth_is_told(client: Client) -> None:
    """The control: what is compared would tell."""
    there = girls_alone()
    client.force_login(there.commissioner)
    before = transaction.savepoint()
    none = _in_each_form(client, publish(there))
    transaction.savepoint_rollback(before)
    some = Contact.objects.filter(hour=DAY.hour).values_list("pk", flat=True)[:5]
    Contact.objects.filter(pk__in=list(some)).update(gender=BOY)
    five = _in_each_form(client, publish(there))

    assert {"", "gender/", "gender.pdf", "gender.csv"} <= {path for path in five if five[path] != none.get(path)}


def _in_each_form(client: Client, quarter: Publication) -> dict[str, tuple[bytes, list[str]]]:
    """The page, every table as JSON and one in every form (or all of them), without what is different in each answer:
    ids and tokens."""
    keys, kinds = list(queries.tables(quarter)), [kind for kind in FileKind if kind != FileKind.PDF]
    paths = ["", "gender/", "gender.pdf", *(f"gender.{kind}" for kind in kinds)]
    paths += [f"{key}.{kind}" for key in keys for kind in (kinds if SOAK else [FileKind.JSON])]
    return {path: _answer(client, f"/figures/{quarter.pk}/{path}") for path in paths}


def _answer(client: Client, path: str) -> tuple[bytes, list[str]]:
    """And what was asked of the database for it, without what was asked about."""
    with CaptureQueriesContext(connection) as asked:
        content = client.get(path).content
    ids = rb"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9]{64}"
    return re.sub(ids, b"", content), [re.sub(r"'(?:[^']|'')*'|\d+", "?", each["sql"]) for each in asked]


def test_the_search_would_find_one() -> None:
    """The negative control."""
    assert re.findall(FIGURES[FileKind.CSV], "Girls,3,\r\n") == ["3"]
    assert re.findall(FIGURES[FileKind.SVG], "<text>Boys: 4</text>") == ["4"]

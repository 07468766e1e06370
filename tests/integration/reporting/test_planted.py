"""True small values are planted and searched for in every byte that a commissioner receives."""

import io
import re
import zipfile

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from mhst.reporting.enums import FileKind
from mhst.reporting.models import Contact, Publication
from mhst.reporting.queries import publication as queries
from tests.factories.reporting import ContactFactory
from tests.support.figures import AFTERWARDS, BOY, DAY, GIRL, Counted, counted, publish

pytestmark = pytest.mark.django_db
#: How each form writes a figure of people.
FIGURES = {
    FileKind.CSV: r"(?m)^[^\n]*?,(\d+),[\d.]*\r?$",
    FileKind.JSON: r'"(?:count|all)": (\d+)',
    FileKind.ODS: r'<table:table-row>(?:(?!</table:table-row>|office:value=).)*office:value="(\d+)"',
    FileKind.SVG: r">(?:[^<]*: )?(\d+)</text>",
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


def test_none_one_and_three_are_the_same_bytes_and_so_the_same_size(client: Client) -> None:
    """Also in time: the same questions are asked, in the same words, and what was stored is as long."""
    there = counted()
    Contact.objects.filter(gender=BOY).delete()
    by_day = {row.on.month: row.pk for row in Contact.objects.filter(gender=GIRL, hour=DAY.hour)}
    client.force_login(there.commissioner)
    before = transaction.savepoint()
    for path in ("/figures/", f"/figures/{there.team.pk}/", f"/figures/{publish(there).pk}/"):
        client.get(path)  # what a process asks once, of pages around these
    transaction.savepoint_rollback(before)
    told = []
    for many in (0, 1, 3):
        before = transaction.savepoint()
        Contact.objects.filter(pk__in=list(by_day.values())[:many]).update(gender=BOY)
        told.append(_in_each_form(client, publish(there)))
        transaction.savepoint_rollback(before)

    assert len(told[0]) > 40
    assert all(asked for _, asked in told[0].values())
    assert told[0] == told[1] == told[2]


def _in_each_form(client: Client, quarter: Publication) -> dict[str, tuple[bytes, list[str]]]:
    """The page and every table in every form, without what is different in each answer: ids and tokens."""
    keys = list(queries.tables(quarter))
    paths = ["", "gender/", "gender.pdf"]
    paths += [f"{key}.{kind}" for key in keys for kind in FileKind if kind != FileKind.PDF]
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

"""Months on their pages: of a quarter that is out, side by side, and of one that is not out yet."""

import datetime as dt
import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from mhst.core.actors import SYSTEM
from mhst.reporting import words
from mhst.reporting.actions import publication
from mhst.reporting.dates import Period
from mhst.reporting.models import Publication
from mhst.reporting.queries import publication as queries
from mhst.reporting.queries.release import work_out, work_out_again
from mhst.reporting.tasks import tell_who_asked
from sessions_app.tasks import send_what_is_due
from tests.support.figures import QUARTER, Counted, add_contacts, add_late, counted, publish

pytestmark = pytest.mark.django_db
#: By now April is out, and its quarter is not.
NOW = dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
APRIL = Period(dt.date(2026, 4, 1), 1)


@pytest.fixture
def there(time_machine) -> Counted:
    time_machine.move_to(NOW, tick=False)
    found = counted()
    add_contacts(found, Period(APRIL.first, 3))
    return found


@pytest.fixture
def quarter(there: Counted, client: Client) -> Publication:
    client.force_login(there.commissioner)
    return publish(there)


@pytest.fixture
def april(there: Counted, quarter: Publication) -> Publication:
    return _publish(there, APRIL)


def _publish(there: Counted, month: Period) -> Publication:
    return publication.publish(worked_out=work_out(there.team, month, NOW), by=SYSTEM)


def _page(client: Client, one: Publication) -> str:
    return client.get(f"/figures/{one.pk}/").content.decode()


def test_a_month_whose_quarter_is_not_out_is_led_to_from_the_quarter_and_the_choice(
    client: Client, quarter: Publication, april: Publication
) -> None:
    page = _page(client, quarter)

    assert client.get("/figures/")["Location"] == f"/figures/{quarter.pk}/"  # which is still what opens first
    assert f'<a href="/figures/{april.pk}/">April 2026</a>' in page
    assert re.findall(r'<optgroup label="([^"]+)"', page) == ["Months whose quarter is not out yet", "Quarters"]
    assert f'<option value="{april.pk}" selected>' in _page(client, april)


def test_one_whose_quarter_is_out_is_no_choice_and_stands_under_its_quarter(
    client: Client, quarter: Publication, april: Publication
) -> None:
    january, _ = queries.months_of(quarter)[0]

    assert f'<option value="{january.pk}"' not in _page(client, april)
    assert f'<option value="{quarter.pk}" selected>' in _page(client, january)


def test_a_month_stands_beside_the_one_before(client: Client, quarter: Publication, april: Publication) -> None:
    page = _page(client, april)

    told = re.findall(r'<th scope="row">([^<]+)</th><td class="app-number">([^<]+)<', page)
    assert told[:3] == [
        ("April 2026", "10"), ("The month before, March 2026", "10"), ("A year before, April 2025", "no figures"),
    ]  # fmt: skip
    assert "The month before</th>" in page
    assert ">Girls and young women: 10</text>" in page  # the page says of which month, and so the picture need not
    assert re.findall(r'data-label="The month before">([^<]+)<', page)[0] == "10"
    assert client.get(f"/figures/{april.pk}/month_by_gender/").content.decode().count("The month before</th>") == 1


def test_the_months_of_a_quarter_stand_side_by_side(client: Client, quarter: Publication) -> None:
    _, _, told = _page(client, quarter).partition('id="months"')
    rows = {
        label: re.findall(r'data-label="(\w+) 2026">([^<]+)<', cells)
        for label, cells in re.findall(r'role="rowheader">([^<]+)</th>(.*?)</tr>', told)
    }

    assert rows["All"] == [("January", "10"), ("February", "10"), ("March", "10")]
    assert rows["Girls and young women"] == [("January", "10"), ("February", "10"), ("March", "10")]
    assert {figure for _, figure in rows["Weekends"]} == {"not shown"}


def test_over_the_months_of_a_revision_it_is_said_that_they_are_as_published(
    client: Client, there: Counted, quarter: Publication
) -> None:
    """March stands there as 10; with twelve who came late this edition has another figure, in a line of its own."""
    add_late(there)
    second = publication.revise(worked_out=work_out_again(there.team, QUARTER, NOW), by=SYSTEM)
    pages = {one.edition: _page(client, one) for one in (quarter, second)}
    said = {edition: _seen_over_months(page) for edition, page in pages.items()}
    on_paper = {one.edition: _report(client, one) for one in (quarter, second)}

    title = "Young people each month, in this edition"
    assert said == {1: [], 2: [f"{words.AS_PUBLISHED} {title}"]}
    assert client.get(f"/figures/{second.pk}/month/").status_code == 200
    assert {edition: words.AS_PUBLISHED in read for edition, read in on_paper.items()} == {1: False, 2: True}
    now = {edition: re.findall(r"All, in this edition</th>(.*?)</tr>", page) for edition, page in pages.items()}
    assert {edition: [re.findall(r">([^<]+)</td>", cells) for cells in rows] for edition, rows in now.items()} == {
        1: [],
        2: [["10", "10", "25"]],
    }
    assert {edition: "All, in this edition 10 10 25" in read for edition, read in on_paper.items()} == {
        1: False,
        2: True,
    }


def _seen_over_months(page: str) -> list[str]:
    over = page.partition('id="months"')[2].partition("<table")[0]
    return [re.sub("<[^>]+>", "", one) for one in re.findall(r"<p>(.*?)</p>", over)]


def _report(client: Client, one: Publication) -> str:
    pages = PdfReader(io.BytesIO(client.get(f"/figures/{one.pk}/report.pdf").content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_who_asked_is_told_of_it_too_and_of_one_quarter_once(client: Client, there: Counted, mailoutbox) -> None:
    """The last month of a quarter is out on the day on which the quarter is: one letter says so."""
    client.force_login(there.commissioner)
    client.post("/figures/told/", {"tell": "yes"})
    publish(there)
    _publish(there, APRIL)
    for _ in range(2):
        tell_who_asked()
        send_what_is_due()

    assert sorted(mail.subject for mail in mailoutbox) == [
        "Figures for April 2026 are ready", "Figures for January to March 2026 are ready",
    ]  # fmt: skip

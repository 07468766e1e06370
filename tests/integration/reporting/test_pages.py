"""What a commissioner sees of the first quarter: pages and files, and nothing in any of them that finds a child."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from smtplib import SMTPRecipientsRefused
from typing import Any, NamedTuple

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PageObject, PdfReader

from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core import kept_pdf
from mhst.core.actors import SYSTEM
from mhst.core.disclosure import NotProtected
from mhst.places.enums import TeamKind
from mhst.places.models import Team
from mhst.reporting import words
from mhst.reporting.actions import publication as actions
from mhst.reporting.documents.expected import cannot_have
from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.picture import picture
from mhst.reporting.enums import FileKind
from mhst.reporting.models import Contact, Publication
from mhst.reporting.queries import publication as queries
from mhst.reporting.queries.release import work_out_again
from mhst.reporting.tasks import tell_who_asked
from sessions_app.enums import MessageState
from sessions_app.models import Message
from sessions_app.tasks import send_what_is_due
from tests.factories import UserFactory
from tests.factories.reporting import CommissionFactory, ContactFactory, PublicationFactory
from tests.support.figures import AFTERWARDS, GIRL, QUARTER, Counted, add_late, counted, publish
from tests.support.not_made import leads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afterwards(time_machine) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)


@pytest.fixture
def there() -> Counted:
    return counted()


@pytest.fixture
def quarter(there: Counted, client: Client) -> Publication:
    published = publish(there)
    client.force_login(there.commissioner)
    return published


def _page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def _main(page: str) -> str:
    """Without the token of its forms."""
    return re.sub(r'value="[^"]{64}"', "", page.partition("<main")[2].partition("</main>")[0])


JANUARY = dt.datetime(2026, 1, 14, 18)
#: Where the foot of a sheet begins, of its height.
FOOT = 0.95


class Sheet(NamedTuple):
    """What stands first on it, and how far down its words go, over the foot."""

    begins: str
    down: float


def _sheet(page: PageObject) -> Sheet:
    found: list[tuple[float, str]] = []

    def look(text: str, all_of_it: list[float], here: list[float], *_: object) -> None:
        if text.strip():
            found.append((1 - (all_of_it[5] + all_of_it[3] * here[5]) / float(page.mediabox.height), text.strip()))

    page.extract_text(visitor_text=look)
    return Sheet(found[0][1], max(down for down, _ in found if down < FOOT))


class TestTheQuarter:
    def test_answers_in_one_look(self, client: Client, quarter: Publication) -> None:
        page = _page(client, client.get("/figures/")["Location"])

        assert "About 35 young people were helped" in page
        assert "mostly girls and young women" in page
        assert "about half or more came on evenings or at weekends (about 20)" in page
        assert (
            page.count("How it is counted and protected") == page.count("Open and download: ") + 3
        )  # the head, functions, months

    def test_says_of_two_teams_that_their_totals_are_not_added_up(
        self, client: Client, there: Counted, quarter: Publication
    ) -> None:
        alone = _page(client, f"/figures/{quarter.pk}/")
        CommissionFactory(organisation=there.commissioner.memberships.get().organisation, team=publish(counted()).team)
        of_two = _page(client, f"/figures/{quarter.pk}/")

        warning = "Somebody whom two teams saw is counted by each, so their totals are not to be added up."
        assert (alone.count(warning), of_two.count(warning)) == (0, 1)
        assert words.TEAMS in words.method(is_anonymous=True)
        assert words.TEAMS in words.method(is_anonymous=False)

    def test_how_many_who_and_when_stand_before_everything_else(self, client: Client, quarter: Publication) -> None:
        """With n, period, definition and protection; the same pictures are not drawn again below."""
        page = _page(client, f"/figures/{quarter.pk}/")
        at_once, below = page.split("Team and period", 1)

        assert re.findall(r'<h2 class="nhsuk-heading-s"[^>]*>([^<]+)</h2>', at_once) == ["How many", "Who", "When"]
        assert re.findall(r">(About \d+ per cent)</strong> ([^<]+)<", at_once) == [
            ("About 71 per cent", "were girls and young women"),
            ("About 57 per cent", "came on evenings or at weekends"),
        ]
        assert at_once.count("The quarter before: no figures. A year before: no figures.") == 2
        assert at_once.count("January to March 2026, about 35 young people in all.") == 3
        assert at_once.count("How it is counted and protected") == at_once.count("<p>Protected: ") == 3
        for key in ("gender", "time"):
            assert (at_once.count(f'id="{key}-title"'), below.count(f'id="{key}-title"')) == (1, 0)
            assert (at_once.count(f'href="#numbers-{key}"'), below.count(f'id="numbers-{key}"')) == (1, 1)

    def test_no_true_figure_is_in_it(self, client: Client, quarter: Publication) -> None:
        """34, 27, 16 and 11 are true; all that is shown is a multiple of five."""
        page = _page(client, f"/figures/{quarter.pk}/")
        figures = re.findall(r'class="app-number"(?! data-label="Per cent)[^>]*>(\d+)<', page)

        assert len(figures) > 10
        assert {int(figure) % 5 for figure in figures} == {0}

    def test_costs_the_same_whatever_was_counted_and_reads_no_contact(
        self, client: Client, quarter: Publication
    ) -> None:
        with CaptureQueriesContext(connection) as captured:
            _page(client, f"/figures/{quarter.pk}/")

        assert not [query["sql"] for query in captured if "reporting_contact" in query["sql"]]
        assert len(captured) <= 20

    def test_is_made_once_and_asked_for_each_time(self, client: Client, quarter: Publication) -> None:
        """What was published is kept; who asks, what they may read and whether they are told is looked up."""
        first = _page(client, f"/figures/{quarter.pk}/")
        with CaptureQueriesContext(connection) as captured:
            assert _main(_page(client, f"/figures/{quarter.pk}/")) == _main(first)

        assert len(captured) <= 8
        assert not [query["sql"] for query in captured if "reporting_publishedtable" in query["sql"]]
        client.force_login(counted().commissioner)
        _page(client, f"/figures/{quarter.pk}/", 404)

    def test_a_team_that_is_called_otherwise_is_called_so_at_once(
        self, client: Client, there: Counted, quarter: Publication
    ) -> None:
        _page(client, f"/figures/{quarter.pk}/")
        with recording.acting(by=SYSTEM, verb="test"):
            Team.objects.filter(pk=there.team.pk).update(name="Another Name Team")

        assert _page(client, f"/figures/{quarter.pk}/").count("Another Name Team") > 1

    def test_says_who_and_when_at_once_and_the_rest_part_by_part(self, client: Client, quarter: Publication) -> None:
        page = _page(client, f"/figures/{quarter.pk}/")
        at_once, waiting = page.split("More figures")

        assert re.findall(r"Open and download: ([^<]+)<", at_once) == ["By gender", "By time of the week"]
        assert "Who: Who were they?" in waiting
        assert "Open and download: By age" in waiting

    def test_begins_with_links_to_its_parts(self, client: Client, quarter: Publication) -> None:
        page = _page(client, f"/figures/{quarter.pk}/")
        led_to = re.findall(r'<li><a href="#([a-z_-]+)"', page)

        assert {"functions", "who-and-when", "part-difference", "months", "unsaid"} <= set(led_to)
        assert {id for id in led_to if page.count(f'id="{id}"') != 1} == set()

    def test_months_have_pages_of_their_own_with_shares_of_all_in_them(self, client: Client, there: Counted) -> None:
        """Where they are of ten people or more: a month of about ten has none."""
        girls = ContactFactory.build_batch(6, team=there.team, school=there.schools[0], gender=GIRL, at=JANUARY)
        Contact.objects.bulk_create(girls)
        (january, _), (february, _), _ = queries.months_of(publish(there))
        client.force_login(there.commissioner)
        page, small = (_page(client, f"/figures/{month.pk}/") for month in (january, february))

        assert "Young people each month, by time of the week" in page
        assert "About 20 young people were helped: more girls and young women (about 15) than others." in page
        assert page.count("January 2026, about 20 young people in all.") == 6
        assert "Per cent of all (about): " not in page
        assert re.findall(r'data-label="Per cent of all \(about\)">([^<]+)<', page)[0] == "75"
        assert "About 10 young people were helped." in small
        assert re.findall(r'data-label="Per cent of all \(about\)">([^<]+)<', small) == []

    def test_another_quarter_can_be_chosen(self, client: Client, quarter: Publication) -> None:
        assert client.get("/figures/", {"publication": str(quarter.pk)})["Location"] == f"/figures/{quarter.pk}/"
        _page(client, "/figures/?publication=x", 404)


class TestEditions:
    def test_one_that_was_revised_leads_to_the_one_in_its_place_and_back(
        self, client: Client, there: Counted, quarter: Publication
    ) -> None:
        assert "edition" not in _main(_page(client, f"/figures/{quarter.pk}/")).partition("<h2")[0].lower()
        later = AFTERWARDS + dt.timedelta(days=30)
        add_late(there)
        second = actions.revise(worked_out=work_out_again(there.team, QUARTER, later), by=SYSTEM)
        old, new = (_page(client, f"/figures/{each.pk}/") for each in (quarter, second))

        assert "These figures were revised. This is edition 1" in old
        assert f'<a href="/figures/{second.pk}/">edition 2</a>' in old
        assert f'Revised: this is edition 2. As published before: <a href="/figures/{quarter.pk}/">edition 1</a>' in new
        assert "These figures were revised" not in new

    def test_pages_answer_whoever_asks_only_whether_they_are_there(self, client: Client, quarter: Publication) -> None:
        """As the gateways of mailboxes do with the address in a letter."""
        paths = ("/figures/", f"/figures/{quarter.pk}/", f"/figures/{quarter.pk}/gender/")

        assert [client.head(path).status_code for path in paths] == [302, 200, 200]


class TestWhoReads:
    def test_nothing_is_published_yet(self, client: Client, there: Counted) -> None:
        client.force_login(there.commissioner)

        assert "No figures yet" in _page(client, "/figures/")

    def test_not_who_pays_for_somebody_else(self, client: Client, quarter: Publication) -> None:
        client.force_login(counted().commissioner)

        paths = ("", "gender/", "gender.csv", "report.pdf")
        assert [client.get(f"/figures/{quarter.pk}/{path}").status_code for path in paths] == [404] * 4

    def test_not_somebody_without_a_role(self, client: Client, quarter: Publication) -> None:
        client.force_login(UserFactory())

        assert client.get("/figures/").status_code == 403

    def test_a_team_manager_reads_their_own_team(self, client: Client, there: Counted, quarter: Publication) -> None:
        client.force_login(there.manager)

        assert "About 35 young people" in _page(client, f"/figures/{quarter.pk}/")


def _refusing(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """A mail server that takes nothing for this address."""
    taken = EmailBackend.send_messages

    def send_messages(self: EmailBackend, mails: list[Any]) -> int:
        if any(address in mail.to for mail in mails):
            raise SMTPRecipientsRefused({address: (550, b"no such mailbox")})
        return taken(self, mails)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


class TestBeingTold:
    def test_who_asked_is_told_once_and_without_figures(self, client: Client, there: Counted, mailoutbox) -> None:
        client.force_login(there.commissioner)
        assert "Tell me by e-mail" in _page(client, "/figures/")
        client.post("/figures/told/", {"tell": "yes"})
        publish(there)
        for _ in range(2):
            tell_who_asked()
            send_what_is_due()

        (mail,) = mailoutbox
        assert mail.to == [there.commissioner.email]
        assert mail.subject == "Figures for January to March 2026 are ready"
        assert re.findall(r"\b(?:35|34|25|27|20)\b", re.sub(r"http\S+", "", mail.body)) == []
        assert str(there.team) not in mail.body

    def test_who_asks_stays_where_they_were_and_is_told_what_came_of_it(self, client: Client, there: Counted) -> None:
        """Of something else than yes and no nothing comes."""
        quarter = publish(there)
        client.force_login(there.commissioner)
        here = f"/figures/{quarter.pk}/"
        asked = {
            tell: client.post("/figures/told/", {"tell": tell, "publication": quarter.pk}, follow=True)
            for tell in ("yes", "maybe", "no")
        }

        assert {answer.redirect_chain[-1][0] for answer in asked.values()} == {here}
        assert {tell: "You will get" in answer.content.decode() for tell, answer in asked.items()} == {
            "yes": True,
            "maybe": False,
            "no": True,
        }
        assert "Stop these e-mails" in asked["maybe"].content.decode()
        elsewhere = {"tell": "yes", "publication": PublicationFactory().pk}
        assert client.post("/figures/told/", elsewhere).status_code == 404

    def test_who_stopped_it_or_may_read_them_no_longer_is_not(self, client: Client, there: Counted, mailoutbox) -> None:
        for user in (there.commissioner, there.manager):
            client.force_login(user)
            client.post("/figures/told/", {"tell": "yes"})
        client.post("/figures/told/", {"tell": "no"})
        with recording.acting(by=SYSTEM, verb="test"):
            there.commissioner.memberships.all().delete()
        publish(there)
        tell_who_asked()
        send_what_is_due()

        assert mailoutbox == []

    def test_an_address_that_the_mail_server_refuses_holds_up_nobody(
        self, client: Client, there: Counted, mailoutbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for user in (there.commissioner, there.manager):
            client.force_login(user)
            client.post("/figures/told/", {"tell": "yes"})
        publish(there)
        _refusing(monkeypatch, there.commissioner.email)
        tell_who_asked()
        send_what_is_due()

        assert [mail.to for mail in mailoutbox] == [[there.manager.email]]
        assert [message.address for message in Message.objects.filter(state=MessageState.FAILED)] == [
            there.commissioner.email
        ]

    def test_the_letter_is_a_row_first_and_leaves_the_house_afterwards(
        self, client: Client, there: Counted, mailoutbox
    ) -> None:
        client.force_login(there.commissioner)
        client.post("/figures/told/", {"tell": "yes"})
        publish(there)
        tell_who_asked()

        assert mailoutbox == []
        assert [(row.words, row.state, row.team) for row in Message.objects.all()] == [
            ("figures", MessageState.WAITING, there.team)
        ]


class TestFiles:
    def _taken(self, client: Client, quarter: Publication, kind: str, key: str = "gender") -> bytes:
        answer = client.get(f"/figures/{quarter.pk}/{key}.{kind}")
        assert answer.status_code == 200
        assert f"{key}-2026-01-1.{kind}" in answer["Content-Disposition"]
        return answer.content

    def test_csv_says_what_it_counts(self, client: Client, quarter: Publication) -> None:
        rows = list(csv.reader(io.StringIO(self._taken(client, quarter, "csv").decode("utf-8-sig"))))

        assert rows[:3] == [
            ["Gender", "Young people", "Per cent of all (about)"],
            ["Girls and young women", "25", "71"],
            ["Boys and young men", "5", "too few"],
        ]
        assert rows[3][1:] == ["not shown", "not shown"]
        assert f"Team: {quarter.team}" in {row[0] for row in rows[3:] if row}
        assert [row[0] for row in rows if row and "each counted once" in row[0]] == [words.PEOPLE]

    def test_json_hides_with_nothing(self, client: Client, quarter: Publication) -> None:
        told = json.loads(self._taken(client, quarter, "json"))

        assert told["all"] == 35
        assert (told["team"], told["counts"]) == (str(quarter.team), "young people")
        assert [figure["count"] for figure in told["figures"]] == [25, 5, None, None]

    def test_ods_is_a_spreadsheet(self, client: Client, quarter: Publication) -> None:
        with zipfile.ZipFile(io.BytesIO(self._taken(client, quarter, "ods"))) as archive:
            assert archive.namelist()[0] == "mimetype"
            assert 'office:value="25"' in archive.read("content.xml").decode()

    def test_svg_has_its_words(self, client: Client, quarter: Publication) -> None:
        drawn = self._taken(client, quarter, "svg", "week").decode()

        assert "<title" in drawn
        assert "Sunday, 10pm to 9am: not shown" in drawn
        assert drawn.count(str(quarter.team)) == 2  # to be read aloud, and to be seen

    def test_svg_says_what_it_counts_of_how_many_and_how_it_is_protected(
        self, client: Client, quarter: Publication
    ) -> None:
        drawn = self._taken(client, quarter, "svg", "gender").decode()
        read_aloud = drawn.partition("<desc")[2].partition("</desc>")[0]
        seen = " ".join(re.findall(r"<text[^>]*>([^<]+)</text>", drawn))
        said = (
            "January to March 2026, about 35 young people in all. Edition 1.",
            "Young people, each counted once in every figure, however often they came.",
            "Protected: fewer than 5, or none, is not shown; the rest is to the nearest 5.",
        )

        assert [one for one in said if one not in read_aloud or one not in seen] == []
        assert words.PEOPLE in read_aloud

    def test_pdf_has_title_figures_and_method(self, client: Client, quarter: Publication) -> None:
        read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(self._taken(client, quarter, "pdf"))).pages)

        assert "By gender, January to March 2026" in read
        assert "fewer than 5, or none, is not shown" in read

    def test_the_pdf_of_a_table_is_made_once_and_beside(
        self, client: Client, quarter: Publication, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made: list[str] = []
        monkeypatch.setattr(kept_pdf, "made_apart", lambda page: made.append(page) or f"{len(made)}".encode())
        taken = [client.get(f"/figures/{quarter.pk}/{key}.pdf").content for key in ("gender", "time", "gender")]

        assert taken == [b"1", b"2", b"1"]

    @pytest.mark.usefixtures("no_paper")
    def test_a_pdf_that_cannot_be_made_leads_back_and_to_the_other_files(
        self, client: Client, quarter: Publication
    ) -> None:
        at = f"/figures/{quarter.pk}/"

        assert leads(client.get(f"{at}gender.pdf")) == {
            "CSV": f"{at}gender.csv", "JSON": f"{at}gender.json", "Spreadsheet (ODS)": f"{at}gender.ods",
            "Picture (SVG)": f"{at}gender.svg", "Go back to the page that it belongs to": f"{at}gender/",
        }  # fmt: skip
        assert leads(client.get(f"{at}report.pdf")) == {"Go back to the page that it belongs to": at}

    def test_the_report_holds_every_table_and_the_method(
        self, client: Client, there: Counted, quarter: Publication
    ) -> None:
        answer = client.get(f"/figures/{quarter.pk}/report.pdf")
        read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        read = " ".join(read.split())

        assert [table.title for table in queries.tables(quarter).values() if table.title not in read] == [
            "Young people this quarter"
        ]  # which stands beside the quarters before, with a heading of its own
        assert "mostly girls and young women" in read
        assert "How it is counted" in read
        assert read.count(words.TIMES) == 2  # by the first of three tables, and in the method
        assert AuditEvent.objects.get(verb="figures.taken_report").actor_id == there.commissioner.audit_id

    def test_no_sheet_of_the_report_is_half_empty(self, client: Client, quarter: Publication) -> None:
        """But for its cover, and where it ends: with the method, or before a sheet of its own for that."""
        answer = client.get(f"/figures/{quarter.pk}/report.pdf")
        _, *sheets = [_sheet(page) for page in PdfReader(io.BytesIO(answer.content)).pages]
        last = sheets.pop()
        if last.begins == "How it is counted and protected":
            sheets.pop()

        assert len(sheets) > 3
        assert [sheet.begins for sheet in sheets if sheet.down < 0.6] == []

    def test_what_online_counselling_cannot_have_is_left_out_of_page_and_report(
        self, client: Client, there: Counted, quarter: Publication
    ) -> None:
        """Also where its page was looked at before its kind was put right."""
        titles = [table.title for key, table in queries.tables(quarter).items() if key in cannot_have("counselling")]
        assert words.LEFT_OUT not in _page(client, f"/figures/{quarter.pk}/")
        with recording.acting(by=SYSTEM, verb="test"):
            there.team.kind = TeamKind.COUNSELLING
            there.team.save()
        page = _page(client, f"/figures/{quarter.pk}/")
        answer = client.get(f"/figures/{quarter.pk}/report.pdf")
        read = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())

        assert len(titles) > 4
        assert [title for title in titles if f"{title}<" in page or title in read] == []
        assert (words.LEFT_OUT in page, words.LEFT_OUT in read) == (True, True)

    def test_what_it_cannot_have_has_no_page_and_no_file_either(
        self, client: Client, there: Counted, quarter: Publication
    ) -> None:
        """Beside one that was never declared, and asked for in the same way."""
        told = [key for key, table in queries.tables(quarter).items() if table.shows_something]
        keys = [*(key for key in told if key in cannot_have("counselling")), "never_declared"]
        paths = [f"{key}{end}" for key in keys for end in ("/", *(f".{kind}" for kind in FileKind.values))]
        assert {client.get(f"/figures/{quarter.pk}/{key}/").status_code for key in keys[:-1]} == {200}
        with recording.acting(by=SYSTEM, verb="test"):
            there.team.kind = TeamKind.COUNSELLING
            there.team.save()

        assert "school" in keys
        assert {client.get(f"/figures/{quarter.pk}/{path}").status_code for path in paths} == {404}
        assert client.get(f"/figures/{quarter.pk}/gender/").status_code == 200
        assert len({self._asked(client, f"/figures/{quarter.pk}/{key}/") for key in keys}) == 1

    def _asked(self, client: Client, path: str) -> tuple[str, ...]:
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return tuple(query["sql"] for query in captured)

    def test_a_table_of_the_report_that_goes_on_has_its_title_on_every_sheet(
        self, client: Client, quarter: Publication
    ) -> None:
        answer = client.get(f"/figures/{quarter.pk}/report.pdf")
        sheets = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
        rows = re.compile(r"^\w+day, (9am to 5pm|5pm to 10pm|10pm to 9am) ", re.MULTILINE)  # of hours by days
        held = [sheet for sheet in sheets if rows.search(sheet)]

        assert sum(len(rows.findall(sheet)) for sheet in held) == 21
        assert [sheet for sheet in held if "By hour and day of the week, January to March 2026" not in sheet] == []

    def test_who_took_one_is_written_down(self, client: Client, there: Counted, quarter: Publication) -> None:
        self._taken(client, quarter, "csv")
        row = AuditEvent.objects.filter(verb="figures.taken_csv").get()

        assert (row.actor_id, row.row_id) == (there.commissioner.audit_id, str(quarter.pk))
        assert (row.fields, row.detail) == (["table"], {"table": "gender"})

    def test_programs_that_ask_only_whether_one_is_there_are_refused(
        self, client: Client, quarter: Publication
    ) -> None:
        """Nothing is made for them, and nobody has taken anything."""
        paths = (*(f"gender.{kind}" for kind in FileKind.values), "report.pdf")
        before = AuditEvent.objects.count()
        answers = [client.head(f"/figures/{quarter.pk}/{path}") for path in paths]

        assert [(answer.status_code, answer["Allow"]) for answer in answers] == [(405, "GET")] * len(paths)
        assert AuditEvent.objects.count() == before

    @pytest.mark.parametrize("path", ["", "/", "/gender/", "/gender.csv", "/report.pdf"])
    def test_an_address_in_capitals_leads_to_the_right_one(
        self, client: Client, quarter: Publication, path: str
    ) -> None:
        answers = [client.get(f"/figures/{f'{quarter.pk}{path}'.upper()}")]
        if path.strip("/"):
            answers.append(client.get(f"/figures/{quarter.pk}{path.title()}"))

        assert {(one.status_code, one["Location"]) for one in answers} == {(302, f"/figures/{quarter.pk}{path}")}
        assert client.get(answers[0]["Location"], follow=True).status_code == 200

    def test_an_address_in_capitals_is_none_for_who_may_not_read_it(self, client: Client, quarter: Publication) -> None:
        path = f"/figures/{quarter.pk}/Gender/"
        client.force_login(counted().commissioner)
        assert (client.get(path).status_code, client.get("/figures/Nothing/").status_code) == (404, 404)
        client.logout()

        assert client.get(path)["Location"].startswith("/accounts/login/")

    def test_an_address_in_capitals_leads_nowhere_else(self, client: Client, quarter: Publication) -> None:
        answer = client.get(f"/figures/{quarter.pk}/%2F%2FELSEWHERE.INVALID%3Fa%23b")

        assert answer["Location"] == f"/figures/{quarter.pk}///elsewhere.invalid%3Fa%23b"

    def test_there_is_no_other_table_and_no_other_form(self, client: Client, quarter: Publication) -> None:
        paths = ("gender.exe", "contacts.csv", "contacts/")
        assert [client.get(f"/figures/{quarter.pk}/{path}").status_code for path in paths] == [404] * 3

    def test_one_that_is_small_throughout_is_as_if_it_had_been_left_out(
        self, client: Client, quarter: Publication
    ) -> None:
        assert "endings_change" in queries.tables(quarter)

        assert (
            "What changed for those whose support ended, of those asked twice</h3><p>Not shown this quarter."
            in _page(client, f"/figures/{quarter.pk}/")
        )
        paths = ("endings_change/", "endings_change.csv", "endings_change.json")
        assert [client.get(f"/figures/{quarter.pk}/{path}").status_code for path in paths] == [404] * 3

    def test_the_page_of_a_table_leads_to_all_of_them(self, client: Client, quarter: Publication) -> None:
        page = _page(client, f"/figures/{quarter.pk}/gender/")

        assert [kind for kind in FileKind.values if f"gender.{kind}" not in page] == []

    def test_every_picture_on_the_page_of_a_table_has_something_in_it(
        self, client: Client, quarter: Publication
    ) -> None:
        keys = [key for key, table in queries.tables(quarter).items() if table.shows_something]
        pages = {key: _main(_page(client, f"/figures/{quarter.pk}/{key}/")) for key in keys}
        drawn = {key for key, page in pages.items() if "<svg" in page}

        assert {"gender", "week"} <= drawn
        assert {"quarter", "school", "consultations"} & drawn == {"school"}  # three bars, and one of a whole
        assert {key for key in drawn if "<rect x" not in pages[key]} == set()


@pytest.mark.parametrize("kind", FileKind)
def test_only_a_protected_table_becomes_a_file(kind: FileKind) -> None:
    with pytest.raises(NotProtected):
        file_of({"female": 27}, kind)  # type: ignore[arg-type]
    with pytest.raises(NotProtected):
        picture({"female": 27})  # type: ignore[arg-type]

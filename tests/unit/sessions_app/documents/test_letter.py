import datetime as dt
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from cms import readability
from sessions_app.documents.letter import Paragraph, draft_body, left_open, letter_pdf, paragraphs
from sessions_app.enums import READERS, LetterKind, LetterTo
from sessions_app.queries.letter import Told
from tests.factories.casework import LetterFactory

pytestmark = pytest.mark.django_db
PAIRS = [(kind, to) for kind, readers in READERS.items() for to in readers]
TOLD = Told(
    given_name="Robin", name="Robin Marsh", school="Harbour Lane High School", team="Northshire Team",
    phone="01632 960 001", asked_on=dt.date(2026, 9, 7), year_group=8, birth_date=dt.date(2013, 9, 20),
    words="Keep a diary for a week & see.", signposts=("Kooth: chat at night", "The school nurse's <drop-in>"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "to"), PAIRS)
@pytest.mark.parametrize("is_asker", [True, False])
def test_there_is_a_draft_for_every_reader(kind: str, to: str, is_asker: bool) -> None:
    body = draft_body(kind, to, replace(TOLD, is_asker=is_asker))

    assert body.startswith("Dear ")
    assert "Northshire Team\n01632 960 001" in body
    assert "\n\n\n" not in body
    assert "&amp;" not in body
    assert "{" not in body


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("is_asker", [True, False])
def test_a_young_person_of_eleven_can_read_theirs(kind: str, is_asker: bool) -> None:
    told = replace(TOLD, is_asker=is_asker, words="", signposts=())

    assert readability.of_text(draft_body(kind, LetterTo.YOUNG_PERSON, told)).grade <= 6


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("to", [LetterTo.YOUNG_PERSON, LetterTo.PARENT])
def test_families_read_where_help_is_at_any_hour(kind: str, to: str) -> None:
    body = draft_body(kind, to, TOLD)

    assert "- Emergency services: call 999" in body
    assert "- Shout: text SHOUT to 85258" in body


@pytest.mark.parametrize("to", READERS[LetterKind.NOT_ACCEPTED])
def test_not_accepted_says_to_everybody_what_could_help(to: str) -> None:
    body = draft_body(LetterKind.NOT_ACCEPTED, to, TOLD)

    assert "- Kooth: chat at night\n- The school nurse's <drop-in>\n" in body


@pytest.mark.parametrize("kind", [LetterKind.ADVICE, LetterKind.MORE_INFORMATION])
@pytest.mark.parametrize("to", READERS[LetterKind.ADVICE])
def test_what_is_said_to_those_who_asked_stands_in_their_letter(kind: str, to: str) -> None:
    assert TOLD.words in draft_body(kind, to, replace(TOLD, is_asker=True))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Dear Ada\n\nWhat you did:\n\nWho you can talk to:\n\nMs Hill.", ["What you did:"]),
        ("What you did:\n\n[write here]\n\nWho you can talk to:\n\nMs Hill.", ["What you did:"]),
        ("What you did: a ladder\n\nHelp:\n\n- Call 999", []),
        ("What you did:\nA ladder of steps.\n\nWho you can talk to:", ["Who you can talk to:"]),
        ("", []),
    ],
)
def test_a_line_that_promises_something_and_says_nothing_is_found(body: str, lines: list[str]) -> None:
    assert left_open(body) == lines


def test_a_paragraph_of_hyphens_is_a_list() -> None:
    assert paragraphs("Dear Robin\r\n\r\nOne\ntwo\n\n- a\n- b\n\n\n") == [
        Paragraph(("Dear Robin",)), Paragraph(("One", "two")), Paragraph(("a", "b"), is_list=True),
    ]  # fmt: skip


def test_on_paper_it_is_addressed_dated_and_says_that_it_is_a_draft(time_machine) -> None:
    time_machine.move_to("2026-09-14T23:30:00Z", tick=False)  # past midnight in London
    letter = LetterFactory(body="Dear Robin\n\n- one\n- two\n", addressee="Robin Marsh")

    pdf = PdfReader(BytesIO(letter_pdf(letter)))
    text = pdf.pages[0].extract_text()

    assert pdf.metadata.title == "Letter"
    for words in ("Draft. Not issued yet.", "Robin Marsh", "15 September 2026", "Dear Robin", "one"):
        assert words in text


def test_an_issued_letter_bears_the_day_it_was_issued(time_machine) -> None:
    time_machine.move_to("2026-09-14T10:00:00Z", tick=False)
    letter = LetterFactory(issued=True)
    time_machine.move_to("2026-10-01T10:00:00Z", tick=False)

    text = PdfReader(BytesIO(letter_pdf(letter))).pages[0].extract_text()

    assert "14 September 2026" in text
    assert "Draft" not in text

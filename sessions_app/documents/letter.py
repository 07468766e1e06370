"""Letters: the draft that a template makes for its reader, and the paper."""

import datetime as dt
from dataclasses import asdict, dataclass
from itertools import pairwise

from django.template.loader import render_to_string

from cms.queries import help_route
from mhst.core import clock
from mhst.core.pdf import render_pdf
from sessions_app.enums import LetterState, LetterTo
from sessions_app.models import Letter
from sessions_app.queries.letter import Told

#: Families read where help is at any hour; a school and a specialist service know.
_WITH_HELP = frozenset({LetterTo.YOUNG_PERSON, LetterTo.PARENT})

#: What stands in a draft where somebody has to write; no letter goes with it.
TO_WRITE = "[write here]"


@dataclass(frozen=True)
class Paragraph:
    """Some lines that belong together."""

    lines: tuple[str, ...]
    is_list: bool = False


def draft_body(kind: str, to: str, told: Told) -> str:
    """The first words of a letter, for somebody to go on with."""
    context = {**asdict(told), "help_ways": _help_ways() if to in _WITH_HELP else ()}
    written = render_to_string(f"letters/{kind}/{to}.txt", context)
    return _tidied(written)


def letter_pdf(letter: Letter) -> bytes:
    """One reader's letter on paper. Its title says nothing about anybody."""
    context = {
        "letter": letter,
        "team": letter.referral.team,
        "date": _date_of(letter),
        "paragraphs": paragraphs(letter.body),
        "is_draft": letter.state == LetterState.DRAFT,
    }
    return render_pdf("pdf/letter.html", context, title="Letter")


def paragraphs(body: str) -> list[Paragraph]:
    """Parted by empty lines. One in which every line begins with a hyphen is a list."""
    blocks = (block.split("\n") for block in body.replace("\r\n", "\n").split("\n\n"))
    return [_paragraph(lines) for block in blocks if (lines := [line.strip() for line in block if line.strip()])]


def left_open(body: str) -> list[str]:
    """Lines that promise something, such as "What you did:", after which nobody has written anything yet."""
    found = [*paragraphs(body), Paragraph((":",))]
    return [one.lines[-1] for one, after in pairwise(found) if _is_open(after) or (_promises(one) and _promises(after))]


def _is_open(one: Paragraph) -> bool:
    return TO_WRITE in one.lines


def _promises(one: Paragraph) -> bool:
    return not one.is_list and len(one.lines) == 1 and one.lines[0].endswith(":")


def _paragraph(lines: list[str]) -> Paragraph:
    if all(line.startswith("- ") for line in lines):
        return Paragraph(tuple(line.removeprefix("- ") for line in lines), is_list=True)
    return Paragraph(tuple(lines))


def _date_of(letter: Letter) -> dt.date:
    return letter.issued_at.astimezone(clock.LONDON).date() if letter.issued_at else clock.today()


def _help_ways() -> list[str]:
    """Those for when it cannot wait, in a line each."""
    return [
        f"{way.name}: call {way.phone}{f', {way.phone_note}' if way.phone_note else ''}"
        if way.phone
        else f"{way.name}: text {way.text_word} to {way.text_to}"
        for way in help_route.shown()
        if (way.is_emergency or way.is_urgent) and (way.phone or way.text_to)
    ]


def _tidied(text: str) -> str:
    """Without the empty lines that a template's conditions leave behind."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept) + "\n"

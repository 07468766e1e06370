"""The formula, and what it says of the pages that young people read."""

import pytest
from wagtail.models import Page

from cms import readability, starting
from cms.enums import Audience
from cms.help_ways import BUILT_IN


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("worry", 2), ("worries", 2), ("time", 1), ("table", 2), ("asked", 1), ("started", 2),
        ("notes", 1), ("pages", 2), ("banana", 3), ("I", 1), ("don't", 1), ("the", 1),
    ],
)  # fmt: skip
def test_syllables(word, count):
    assert readability.syllables(word) == count


def test_the_grade_of_a_known_sentence():
    reading = readability.of_text("The cat sat on the mat.")

    assert (reading.words, reading.sentences, reading.syllables) == (6, 1, 6)
    assert round(reading.grade, 2) == -1.45


def test_hard_words_raise_it():
    assert readability.of_text("Organisational confidentiality necessitates multidisciplinary deliberation.").grade > 12


def test_no_words_have_no_grade():
    assert readability.of_text("").grade == 0.0


def test_each_block_of_a_page_ends_a_sentence():
    assert readability.of_html("<h2>One two</h2><ul><li>three</li><li>four &amp; five</li></ul>").sentences == 3


def grades(site) -> dict[str, float]:
    """Of each page behind the young people's door, by title."""
    found = {}
    for page in Page.objects.filter(depth__gte=2, live=True).specific():
        if getattr(page, "audience", "") == Audience.YOUNG_PEOPLE:
            shown = f"<h1>{page.title}</h1><p>{page.summary}</p>{page.body.render_as_block()}"
            found[page.title] = round(readability.of_html(shown).grade, 1)
    return found


def test_young_peoples_pages_read_at_about_age_eleven(site):
    found = grades(site)
    of_files = [start for start in starting.pages() if start.path.startswith("young-people")]

    assert len(found) == len(of_files)
    assert sum(found.values()) / len(found) <= 6, found
    assert {title: grade for title, grade in found.items() if grade > 8} == {}


def test_the_ways_to_get_help_do_too():
    told = " ".join(way.what_for for way in BUILT_IN)

    assert readability.of_text(told).grade <= 6


def test_pages_for_grown_ups_stay_below_grade_nine(site):
    hard = {}
    for page in Page.objects.filter(depth__gte=2, live=True).specific():
        grade = round(readability.of_html(page.body.render_as_block()).grade, 1)
        if grade > 9:
            hard[page.title] = grade
    assert hard == {}

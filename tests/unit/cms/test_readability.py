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


def test_minutes_and_age():
    reading = readability.of_text("The cat sat on the mat. " * 60)

    assert (reading.minutes, reading.age) == (2, 5)
    assert readability.of_text("").minutes == 1
    assert reading.level == "about age 5"
    assert readability.of_text("Incomprehensibility notwithstanding").level == "an age over 18"


def test_young_peoples_pages_read_at_about_age_eleven_and_no_page_is_hard(whole_site):
    """And each keeps every rule that an editor is held to, or it would not have been published."""
    grades = {"young": {}, "others": {}}
    for page in Page.objects.filter(depth__gte=2, live=True, locale__language_code="en-gb").specific():
        whose = "young" if page.audience == Audience.YOUNG_PEOPLE else "others"
        grades[whose][page.url] = round(page.reading.grade, 1)
    young = grades["young"].values()

    assert len(young) == len([start for start in starting.pages() if start.path.startswith("young-people")])
    assert sum(young) / len(young) <= 6, grades["young"]
    assert {url: grade for url, grade in grades["young"].items() if grade > 8} == {}
    assert {url: grade for url, grade in grades["others"].items() if grade > 9} == {}


def test_the_ways_to_get_help_do_too():
    told = " ".join(way.what_for for way in BUILT_IN)

    assert readability.of_text(told).grade <= 6

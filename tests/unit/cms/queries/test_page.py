"""Search over the public pages, on both engines."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction

from cms.models import ArticlePage, AudiencePage
from cms.queries import page

pytestmark = pytest.mark.both_engines


def titles(words: str) -> set[str]:
    return {found.title for found in page.search(words).object_list}


def test_words_in_the_body_are_found(searchable):
    assert titles("half-terms") == {"How a school books a group"}


def test_other_forms_of_a_word_are_found(searchable):
    assert titles("booking") >= {"How a school books a group"}
    assert titles("worried") == titles("worries") == titles("worry")


def listed(words: str) -> list[str]:
    return [found.title for found in page.search(words).object_list]


def test_what_holds_every_word_comes_before_what_holds_one(searchable):
    assert listed("half-terms school")[0] == "How a school books a group"
    assert len(listed("half-terms school")) > 1
    assert listed("half-terms zebra") == ["How a school books a group"]
    assert listed("zebra okapi") == []


YOUNG = {"For young people", "Worries and low mood: when to ask for help", "What stays private, in three sentences"}


def test_young_people_find_pages_of_theirs_in_their_own_words(searchable):
    for words in (
        "cant sleep", "can't sleep", "I can\u2019t sleep", "self harm", "kill myself", "cutting", "im scared",
        "my mum drinks", "rape", "want to die", "suicide", "worried",
    ):  # fmt: skip
        assert set(listed(words)[:1]) & YOUNG, words
    assert listed("cant sleep") == listed("sleep") == listed("I can\u2019t sleep")


def test_the_very_words_come_first_on_young_peoples_pages(searchable):
    for slug in ("confidentiality", "agreeing-to-support"):
        Page.objects.filter(slug=slug).update(title="Gay or scared")
    call_command("update_index", verbosity=0)

    assert listed("gay") == ["Gay or scared"] * 2
    assert listed("scared")[0] == "Gay or scared"


def test_no_words_break_it(searchable):
    every = set(Page.objects.values_list("title", flat=True))
    for words in ['"', "(", "a AND", "*", "NEAR(", "%", "'; --", "\\", "-", "🙂"]:
        assert titles(words) <= every, words


def test_drafts_are_not_found(searchable):
    ArticlePage.objects.get(slug="how-a-school-books-a-group").unpublish()

    assert titles("half-terms") == set()


def test_a_draft_of_a_published_page_is_not_found_by_its_new_words(searchable):
    article = ArticlePage.objects.get(slug="how-a-school-books-a-group")
    article.title = "Zebra crossing"
    article.save_revision()
    call_command("update_index", verbosity=0)

    assert titles("zebra") == set()


def test_pages_behind_a_password_are_not_found(searchable):
    door = AudiencePage.objects.get(slug="school-staff")
    PageViewRestriction.objects.create(page=door, restriction_type="password", password="x")

    assert titles("half-terms") == set()


def test_results_come_by_screenful(searchable, django_assert_num_queries):
    found = page.search("school")

    assert len(found.object_list) == page.A_SCREENFUL
    assert found.has_next()
    assert page.search("school", number=99).number == found.paginator.num_pages

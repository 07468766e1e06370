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


def test_every_word_has_to_be_there(searchable):
    assert titles("half-terms zebra") == set()


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

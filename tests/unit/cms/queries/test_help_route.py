"""Help is never without an answer: cache, then database, then what was last read, then what is built in."""

import pytest
from django.core.cache import cache

from cms.help_ways import BUILT_IN, CACHE_KEY
from cms.models import HelpRoute
from cms.queries import help_route
from mhst.core import clock


def names() -> list[str]:
    return [way.name for way in help_route.shown()]


def test_nothing_in_the_database_shows_what_is_built_in(db, new_process):
    assert help_route.shown() == list(BUILT_IN)


def test_the_database_is_shown_as_editors_keep_it(site):
    assert help_route.shown() == list(BUILT_IN)
    HelpRoute.objects.exclude(name="Shout").update(is_shown=False)
    cache.clear()

    assert names() == ["Shout"]


def test_a_second_page_asks_no_database(site, django_assert_num_queries):
    help_route.shown()

    with django_assert_num_queries(0):
        help_route.shown()


@pytest.mark.parametrize("write", ["save", "delete"])
def test_an_editors_change_shows_on_the_next_page(site, django_capture_on_commit_callbacks, write):
    help_route.shown()
    shout = HelpRoute.objects.get(name="Shout")
    shout.name = "Shout, day and night"

    with django_capture_on_commit_callbacks(execute=True):
        getattr(shout, write)()

    assert ("Shout, day and night" in names()) is (write == "save")
    assert "Shout" not in names()


def test_a_list_that_shows_nothing_is_not_well(site):
    HelpRoute.objects.update(checked_on=clock.today())
    assert help_route.state() == "ok"

    HelpRoute.objects.update(is_shown=False)
    assert help_route.state() == "none"


def test_a_database_away_shows_what_is_built_in(database_away):
    assert help_route.shown() == list(BUILT_IN)


def test_a_database_that_goes_away_leaves_what_was_last_read(database_away):
    help_route._last_read[:] = BUILT_IN[:2]

    assert help_route.shown() == list(BUILT_IN[:2])
    assert help_route.built_in() == list(BUILT_IN[:2])


def test_a_cache_of_an_older_release_is_passed_over(site):
    cache.set(CACHE_KEY, [{"name": "Old", "number": "1"}])

    assert help_route.shown() == list(BUILT_IN)


def test_a_cache_that_is_away_is_passed_over(site, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }

    assert help_route.shown() == list(BUILT_IN)

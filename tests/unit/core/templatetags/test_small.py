from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template

from mhst.core.templatetags import paging, standing, times


def test_addresses_of_pages_keep_the_filters() -> None:
    assert paging.to_page("school=1&page=2&year=8", 3) == "school=1&page=3&year=8"
    assert paging.to_page(QueryDict("school=1"), 2, "other") == "school=1&other=2"


def test_long_lists_show_the_ends_and_where_one_is() -> None:
    page = Paginator(range(100), 5).page(10)
    assert paging.numbers(page) == [1, "…", 9, 10, 11, "…", 20]


def test_one_page_needs_no_pagination() -> None:
    shown = Template('{% load components %}{% component "pagination" page=page %}')
    assert shown.render(Context({"page": Paginator(range(3), 5).page(1)})).strip() == ""
    assert 'href="?page=2"' in shown.render(Context({"page": Paginator(range(9), 5).page(1)}))


def test_minutes_read_as_a_clock() -> None:
    assert times.clock(680) == "11:20"


def test_a_missing_list_of_hashed_files_does_not_fail_an_error_page(settings: object) -> None:
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    assert standing.file("build/no-such.css") == "/static/build/no-such.css"

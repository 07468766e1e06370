import pytest

from mhst.core import first_page
from mhst.core.first_page import Way


@pytest.fixture(autouse=True)
def _only_those_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_page, "_sources", [])


def test_each_source_is_asked_once_with_who_looks_in_the_order_they_came() -> None:
    def first(viewer: str) -> list[Way]:
        return [Way(f"Hello {viewer}", "/hello/", "A greeting.")]

    for source in (first, lambda viewer: [Way("Second", "/second/", "")], first):
        first_page.add_source(source)

    assert [(way.heading, way.href) for way in first_page.of("Robin")] == [
        ("Hello Robin", "/hello/"), ("Second", "/second/"),
    ]  # fmt: skip

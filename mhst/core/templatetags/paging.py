"""What the pagination part needs: the numbers to show, and addresses that keep the filters."""

from typing import Any

from django import template
from django.http import QueryDict

register = template.Library()


@register.filter
def numbers(page: Any) -> list[Any]:
    """The page numbers worth showing, with gaps."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def to_page(query: str | QueryDict, number: int, name: str = "") -> str:
    """The query part of the address, leading to another page; `name` where a page has several lists."""
    values = QueryDict(query, mutable=True) if isinstance(query, str) else query.copy()
    values[name or "page"] = str(number)
    return values.urlencode()

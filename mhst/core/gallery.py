"""Every component, form field and error page on show at `/design/`. Served in demo settings only."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.context_processors import csrf
from django.urls import path
from django.utils.safestring import mark_safe

from mhst.core import clock, components
from mhst.core.charts import LineChart, Point
from mhst.core.forms import DateField, MinuteField, Option, PlainForm

#: What an example names where TOML has no such thing.
EXAMPLES: dict[str, Any] = {
    "EXAMPLE_PAGE": Paginator(range(70), 10).page(2),
    "EXAMPLE_CHART": LineChart(
        "example",
        "Go into the hall at lunch",
        tuple(Point(dt.date(2026, 9, 8) + dt.timedelta(weeks=week), near) for week, near in enumerate((2, 3, 3, 5, 6))),
        0,
        10,
        "Higher is better",
    ),
}
ERROR_PAGES = ("400", "403", "403_csrf", "404", "409", "429", "500", "503", "503_document")


def index(request: HttpRequest) -> HttpResponse:
    """The list of what there is."""
    parts = [components.find(name) for name in components.names()]
    return render(request, "design/index.html", {"parts": parts, "error_pages": ERROR_PAGES})


def part(request: HttpRequest, name: str) -> HttpResponse:
    """One component with its examples and how to write them."""
    if name not in components.names():
        raise Http404
    found = components.find(name)
    shown = [_shown(found, example, request) for example in found.examples]
    source = (components.FOLDER / f"{name}.html").read_text()
    return render(request, "design/part.html", {"part": found, "examples": shown, "source": source})


def fields(request: HttpRequest) -> HttpResponse:
    """A form with every kind of field: as it opens, and as it comes back after nothing was filled in."""
    form = EveryField(request.GET if "send" in request.GET else None)
    return render(request, "design/fields.html", {"form": form})


def young_people(request: HttpRequest) -> HttpResponse:
    """The warmer dress of young people's pages."""
    return render(request, "design/young_people.html")


def error_page(request: HttpRequest, name: str) -> HttpResponse:
    """An error page as people see it."""
    if name not in ERROR_PAGES:
        raise Http404
    return render(request, f"{name}.html", status=int(name[:3]))


urlpatterns = [
    path("", index, name="design"),
    path("fields/", fields, name="design-fields"),
    path("young-people/", young_people, name="design-young-people"),
    path("pages/<slug:name>/", error_page, name="design-error-page"),
    path("<slug:name>/", part, name="design-part"),
]


#: What an example stands in, where it is one of several of its kind.
WRAPS = {
    "dl": ("<dl class='nhsuk-summary-list'>", "</dl>"),
    "ul": ("<ul class='nhsuk-task-list'>", "</ul>"),
    "ol": ("<ol class='app-chat__log'>", "</ol>"),
}


def _shown(found: components.Component, example: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    attributes = {name: _real(value) for name, value in example.get("attributes", {}).items()}
    html = found.render(attributes, content=example.get("content"), token=csrf(request)["csrf_token"])
    before, after = WRAPS.get(example.get("wrap", ""), ("", ""))
    framed = mark_safe(f"{before}{html}{after}")  # noqa: S308 our own examples
    return {"title": example["title"], "html": framed, "usage": _usage(found, example)}


def _real(value: Any) -> Any:
    return EXAMPLES[value] if isinstance(value, str) and value in EXAMPLES else value


def _usage(found: components.Component, example: dict[str, Any]) -> str:
    told = "".join(f" {name}={_told(name, value)}" for name, value in example.get("attributes", {}).items())
    if not found.content:
        return f'{{% component "{found.name}"{told} %}}'
    return f'{{% component_block "{found.name}"{told} %}}\n  {example["content"]}\n{{% end_component_block %}}'


def _told(name: str, value: Any) -> str:
    if isinstance(value, str) and value not in EXAMPLES:
        return f'"{value}"'
    return str(value) if isinstance(value, int) else name


class EveryField(PlainForm):
    """One of each."""

    name = forms.CharField(label="Preferred name", help_text="What they like to be called", max_length=80)
    email = forms.EmailField(label="Email address", required=False)
    pupils = forms.IntegerField(label="Number of pupils", widget=forms.NumberInput({"class": "nhsuk-input--width-2"}))
    birth_date = DateField(label="Birth date", latest=clock.today(), example=clock.today().replace(2012, 10, 15))
    starts_at = MinuteField(label="Start time")
    school = forms.ChoiceField(label="School", choices=[("", "Choose a school"), ("1", "Ashgrove Academy")])
    kind = forms.ChoiceField(
        label="Kind of support",
        choices=[
            ("one", Option("One to one", "Six to eight sessions")),
            ("group", Option("Group", "Up to eight pupils")),
        ],
        widget=forms.RadioSelect,
    )
    years = forms.MultipleChoiceField(
        label="Year groups",
        choices=[
            ("8", "Year 8"),
            ("9", Option("Year 9", "All pupils of this year are on a trip that week", disabled=True)),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="What should the practitioner know?", widget=forms.Textarea({"rows": 4}))
    agreed = forms.BooleanField(label="The parent or guardian has agreed to this")

import datetime as dt

import pytest
from django import forms

from mhst.core.forms import DateField, PlainForm

EXAMPLE = dt.date(2012, 10, 15)


class Form(PlainForm):
    born = DateField(label="Birth date", example=EXAMPLE, earliest=dt.date(2000, 1, 1), latest=dt.date(2020, 12, 31))


def said(day: str, month: str, year: str) -> list[str]:
    return Form({"born_0": day, "born_1": month, "born_2": year}).errors.get("born", [])


@pytest.mark.parametrize("month", ["10", "Oct", "october", " 10 "])
def test_a_date_is_read_as_people_type_it(month: str) -> None:
    form = Form({"born_0": "15", "born_1": month, "born_2": "2012"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"born": EXAMPLE}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "", ""), "Enter the birth date"),
        (("", "10", "2012"), "Birth date must include a day"),
        (("15", "", ""), "Birth date must include a month and a year"),
        (("31", "2", "2012"), "Birth date must be a real date, like 15 10 2012"),
        (("15", "13", "2012"), "Birth date must be a real date, like 15 10 2012"),
        (("15", "10", "12"), "Birth date must be a real date, like 15 10 2012"),
        (("9" * 30, "10", "2012"), "Birth date must be a real date, like 15 10 2012"),
        (("x", "y", "zzzz"), "Birth date must be a real date, like 15 10 2012"),
        (("31", "12", "1999"), "Birth date must be 1 January 2000 or later"),
        (("1", "1", "2021"), "Birth date must be 31 December 2020 or earlier"),
    ],
)
def test_what_is_wrong_is_said(parts: tuple[str, str, str], sentence: str) -> None:
    assert said(*parts) == [sentence]


@pytest.mark.parametrize(
    ("year", "limit"), [("0001", "1 January 1900 or later"), ("9999", "31 December 2036 or earlier")]
)
def test_a_year_far_away_is_a_slip_whatever_is_asked(year: str, limit: str, monday_morning: None) -> None:
    class AnyDay(PlainForm):
        on = DateField(label="Date")

    assert AnyDay({"on_0": "31", "on_1": "12", "on_2": year}).errors == {"on": [f"Date must be {limit}"]}


def test_what_was_typed_is_kept() -> None:
    page = Form({"born_0": "31", "born_1": "2", "born_2": "2012"}).render()
    assert [f'value="{text}"' in page for text in ("31", "2", "2012")] == [True, True, True]


def test_a_date_that_is_known_stands_in_its_boxes() -> None:
    page = Form(initial={"born": EXAMPLE}).render()
    assert 'value="15"' in page
    assert 'value="2012"' in page


def test_a_date_may_be_left_out() -> None:
    class Optional(PlainForm):
        seen = DateField(label="Last seen", required=False)

    form = Optional({})
    assert form.is_valid()
    assert form.cleaned_data == {"seen": None}


@pytest.mark.parametrize(("day", "changed"), [("15", False), ("16", True), ("99", True)])
def test_a_change_is_noticed(day: str, changed: bool) -> None:
    form = Form({"born_0": day, "born_1": "10", "born_2": "2012"}, initial={"born": EXAMPLE})
    assert form.has_changed() is changed


def test_the_hint_shows_an_example_unless_the_form_says_more() -> None:
    assert DateField(example=EXAMPLE).help_text == "For example, 15 10 2012"
    assert DateField(help_text="As on the register", example=EXAMPLE).help_text == "As on the register"
    assert isinstance(DateField().widget, forms.MultiWidget)

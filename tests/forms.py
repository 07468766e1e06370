"""What every form must stand: nothing, nonsense, and attacks.

class TestInvite(WalkedForm):
    form = InviteForm
    data = {"name": "Nia Rees", "email": "nia@example.invalid"}     # one way to fill it in right
"""

import html
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from mhst.core.templatetags.components import error_summary

HOSTILE = [
    "<script>alert(1)</script>",
    "\"' onmouseover=alert(1) x='",
    "{{ 7 }}{% now 'Y' %}",
    "' OR 1=1; --",
    "../../etc/passwd\x00.png",
    "x" * 20_000,
    "9" * 5_000,
    "-1",
    "1e309",
    "NaN",
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦 Zoë Ünïcode",
    "٣",
    "\ud7ff\ue000\uffff",
    "   ",
    "\r\nSet-Cookie: a=b",
]
DJANGOS_OWN = ("This field is required", "Select a valid choice", "Enter a valid", "Ensure this value")


class WalkedForm:
    """Give `form` (or override `make`) and `data`, one right filling as field name to text or list of texts."""

    form: type[forms.Form]
    data: dict[str, Any]

    def make(self, data: QueryDict | None) -> forms.Form:
        return self.form(data)

    @pytest.fixture(autouse=True)
    def _database(self, request: pytest.FixtureRequest) -> None:
        if request.cls and request.cls is not WalkedForm and getattr(self, "needs_database", False):
            request.getfixturevalue("db")

    def test_the_right_filling_is_taken(self) -> None:
        form = self.make(_sent(self.data))
        assert form.errors == {}

    def test_nothing_filled_in_says_what_is_wanted(self) -> None:
        form = self.make(QueryDict(""))
        wanted = {bound.html_name for bound in form if bound.field.required and bound.initial in (None, "")}
        assert wanted <= set(form.errors)
        _check_words(form)

    @pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
    def test_nonsense_in_any_field_is_kept_and_does_no_harm(self, text: str) -> None:
        for name in self.data:
            form = self.make(_sent({**self.data, name: text}))
            form.is_valid()
            _check_words(form)
            page = form.render()
            assert "<script>alert" not in page
            assert "' onmouseover=" not in html.unescape(page).replace(html.unescape(html.escape(text)), "")

    def test_of_a_field_sent_twice_the_last_one_counts(self) -> None:
        for name, right in self.data.items():
            sent = _sent(self.data)
            sent.appendlist(name, "again")
            last = [*right, "again"] if isinstance(right, list | tuple) else "again"
            assert self.make(sent).errors == self.make(_sent({**self.data, name: last})).errors


def _sent(data: dict[str, Any]) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent.setlist(name, [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)])
    return sent


def _check_words(form: forms.Form) -> None:
    """Every error is a sentence of ours, shown at its field and linked from the top of the page."""
    summary, page = error_summary(form), form.render()
    for name, errors in form.errors.items():
        for error in errors:
            assert not error.startswith(DJANGOS_OWN), f"{name}: {error}"
            assert html.escape(error) in summary
        if name != forms.forms.NON_FIELD_ERRORS and not form[name].is_hidden:
            assert f'id="{form[name].auto_id}_error"' in page

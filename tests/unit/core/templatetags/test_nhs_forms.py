import re

from django import forms
from django.template import Context, Template

from mhst.core.forms import Option, PlainForm


class Form(PlainForm):
    name = forms.CharField(label="Name", help_text="As on the register")
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("a", Option("A <b>", "First", disabled=True)), ("b", "B")],
        widget=forms.RadioSelect({"class": "own"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


def tag(page: str, name: str) -> str:
    found = re.search(rf'<(?:input|textarea|select)[^>]*name="{name}"[^>]*>', page)
    assert found
    return found[0]


def test_a_field_as_it_opens() -> None:
    page = Form().render()
    assert 'class="nhsuk-input"' in tag(page, "name")
    assert 'aria-describedby="id_name_helptext"' in tag(page, "name")
    assert "required" not in tag(page, "name")
    assert "(optional)" in page.split("Note")[1].split("</label>")[0]
    assert tag(page, "token") == '<input type="hidden" name="token" value="t" id="id_token">'


def test_a_field_that_was_refused() -> None:
    page = Form({}).render()
    assert "nhsuk-input--error" in tag(page, "name")
    assert 'aria-invalid="true"' in tag(page, "name")
    assert 'aria-describedby="id_name_helptext id_name_error"' in tag(page, "name")
    assert "nhsuk-textarea--error" not in tag(page, "note")


def test_a_choice_that_is_closed_says_why() -> None:
    page = Form().render()
    assert "disabled" in tag(page, "kind")
    assert 'aria-describedby="id_kind_0_hint"' in tag(page, "kind")
    assert "A &lt;b&gt;" in page


def test_one_question_can_be_the_heading_of_its_page() -> None:
    shown = Template("{% load nhs_forms %}{% field form.name heading=True %}{% field form.kind heading=True %}")
    page = shown.render(Context({"form": Form()}))
    assert page.count("<h1") == 2
    assert "nhsuk-label--l" in page
    assert "nhsuk-fieldset__legend--l" in page

import pytest
from django import forms

from mhst.core.errors import Refused
from mhst.core.forms import PlainForm


class Form(PlainForm):
    name = forms.CharField()


def a_form() -> Form:
    form = Form({"name": "Nia"})
    assert form.is_valid()
    return form


def test_the_sentence_stands_at_the_field_it_names() -> None:
    form = a_form()
    form.refuse(Refused("Choose another name.", field="name"))
    assert form.errors == {"name": ["Choose another name."]}
    assert form["name"].value() == "Nia"


@pytest.mark.parametrize("about", [{}, {"field": "colour"}])
def test_a_sentence_about_no_field_of_this_form_stands_above_it(about: dict[str, str]) -> None:
    form = a_form()
    form.refuse(Refused("Not today.", **about))
    assert form.non_field_errors() == ["Not today."]


def test_what_no_form_can_cure_is_raised_again() -> None:
    refused = Refused("Your role does not allow this here.", code="needs-pupil.add")
    with pytest.raises(Refused) as caught:
        a_form().refuse(refused)
    assert caught.value is refused

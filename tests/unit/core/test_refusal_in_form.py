from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from mhst.core import form_page as form_pages
from mhst.core.errors import Conflict, NotFound, Refused
from mhst.core.form_page import act_or_ask, form_page
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


def test_what_was_sent_stands_there_again_but_for_what_is_put_in_its_place() -> None:
    form = Form(QueryDict("name=Nia&seen=1"))
    assert form.is_valid()
    form.put(seen=2)
    assert (form["name"].value(), form.data["seen"]) == ("Nia", 2)


def test_what_no_form_can_cure_is_raised_again() -> None:
    refused = Refused("Your role does not allow this here.", code="needs-pupil.add")
    with pytest.raises(Refused) as caught:
        a_form().refuse(refused)
    assert caught.value is refused


@pytest.mark.parametrize(
    ("sent", "raised", "status", "times"),
    [
        (None, None, 200, 0),
        ({}, None, 422, 0),
        ({"name": "Nia"}, Refused("Another one.", field="name"), 422, 1),
        ({"name": "Nia"}, Refused("Not today."), 422, 1),
        ({"name": "Nia"}, Conflict("Somebody came first."), 409, 1),
        ({"name": "Nia"}, None, None, 1),
    ],
)
def test_a_form_is_acted_on_once_or_asked_again_with_its_status(
    sent: dict[str, str] | None, raised: Any, status: int | None, times: int
) -> None:
    acted: list[str] = []

    def act() -> None:
        acted.append(form.cleaned_data["name"])
        if raised:
            raise raised

    request, form = RequestFactory().generic("GET" if sent is None else "POST", "/"), Form(sent)
    assert (act_or_ask(request, form, act), len(acted)) == (status, times)
    assert ([raised.message] if raised else []) == [one for field in form.errors.values() for one in field if times]


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (Refused("Not that."), 422),
        (Conflict("Somebody came first."), 409),
        (Conflict("Somebody has that name.", field="name"), 422),
    ],
)
def test_what_was_typed_stays_on_the_page_whatever_stands_against_it(
    monkeypatch: pytest.MonkeyPatch, raised: Any, status: int
) -> None:
    shown: dict[str, Any] = {}
    monkeypatch.setattr(form_pages, "render", lambda request, template, context, **more: shown | context | more)
    answer: Any = page(raised)
    assert (answer["status"], answer["form"]["name"].value()) == (status, "Nia")
    assert list(answer["form"].errors.values()) == [[raised.message]]


def test_who_may_not_is_asked_nothing_again() -> None:
    def act() -> None:
        raise Refused("Not you.", code="needs-pupil.add")

    with pytest.raises(Refused) as caught:
        act_or_ask(RequestFactory().post("/"), a_form(), act)
    assert (caught.value.status, caught.value.status_on_form) == (403, 403)


@pytest.mark.parametrize("raised", [NotFound(), Refused("Not you.", code="needs-pupil.add")])
def test_a_page_that_is_not_there_or_not_for_them_is_not_shown_again(raised: Any) -> None:
    with pytest.raises(type(raised)) as caught:
        page(raised)
    assert caught.value is raised


def page(raised: Exception) -> Any:
    """What is answered where the action raises."""

    def act(given: dict[str, Any]) -> None:
        raise raised

    return form_page(
        RequestFactory().post("/"), form=Form({"name": "Nia"}), act=act, done="", to="/", template="", context={}
    )

import re
from collections.abc import Callable
from functools import partial

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.template.context_processors import csrf
from django.test import RequestFactory

from mhst.core import components, gallery
from mhst.core.components import WrongAttributes
from mhst.core.templatetags.components import if_narrowed
from mhst.settings.environment import ROOT


def render(text: str, **context: object) -> str:
    return Template("{% load components %}" + text).render(Context(context))


def test_attributes_arrive_escaped_and_defaults_stand_in() -> None:
    assert render('{% component "tag" text=words %}', words="<b>") == '<strong class="nhsuk-tag">&lt;b&gt;</strong>\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{% component "tag" txt="x" %}', "'tag' needs 'text'; has no 'txt'. It accepts: text, colour (else '')"),
        ('{% component "tag" text="x" colour="lilac" %}', "not 'lilac'. It accepts: text"),
        ('{% component "card" heading="x" %}', "component 'card' goes around content: use component_block"),
        ('{% component_block "tag" text="x" %}x{% end_component_block %}', "component 'tag' holds no content"),
        ('{% component "tga" %}', "there is no component 'tga'. There are: action_link"),
    ],
)  # fmt: skip
def test_a_wrong_use_fails_and_says_what_is_right(text: str, sentence: str) -> None:
    with pytest.raises(WrongAttributes, match=re.escape(sentence)):
        render(text)


@pytest.mark.parametrize("text", ["{% component %}", '{% component "tag" "x" %}'])
def test_what_is_no_component_tag_fails_when_the_template_is_read(text: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(text)


def test_a_component_sees_nothing_of_the_page() -> None:
    assert "secret" not in render('{% component "empty" heading="None" %}', action="secret", href="secret")


def test_content_is_the_pages_own() -> None:
    page = render('{% component_block "inset_text" %}{{ words }}{% end_component_block %}', words="<i>")
    assert "&lt;i&gt;" in page


def test_only_a_part_with_a_form_asks_for_a_token() -> None:
    request = RequestFactory().get("/")
    render('{% component "button" text="Go" %}', **csrf(request))
    assert "CSRF_COOKIE" not in request.META
    assert 'name="csrfmiddlewaretoken"' in render('{% component "button" text="End" action="/x/" %}', **csrf(request))
    assert "CSRF_COOKIE" in request.META


def _examples() -> list[tuple[str, Callable[[], str]]]:
    request = RequestFactory().get("/")
    found = [(name, components.find(name)) for name in components.names()]
    return [
        (name, partial(gallery._shown, part, example, request)) for name, part in found for example in part.examples
    ]


@pytest.mark.parametrize(("name", "show"), _examples())
def test_every_example_shows(name: str, show: Callable[[], dict[str, str]]) -> None:
    assert show()["html"].strip()


def test_every_component_has_a_sentence_examples_and_a_template() -> None:
    for name in components.names():
        part = components.find(name)
        assert part.sentence.endswith("."), name
        assert part.examples, name
        assert (components.FOLDER / f"{name}.html").is_file(), name
    templates = {path.stem for path in components.FOLDER.glob("*.html")}
    assert templates == set(components.names())


def test_templates_use_every_component_rightly() -> None:
    """Names and attributes of every use in our templates, without rendering them."""
    faults = []
    for path in (ROOT / "templates").rglob("*.html"):
        for block, name, rest in re.findall(r'{% component(_block)? "(\w+)"(.*?)%}', path.read_text()):
            part, given = components.find(name), re.findall(r"(\w+)=", re.sub(r'"[^"]*"', '""', rest))
            wrong = set(given) - set(part.required) - set(part.optional) | (set(part.required) - set(given))
            if wrong or bool(block) is not part.content:
                faults.append(f"{path.relative_to(ROOT)}: {name} {sorted(wrong)}")
    assert faults == []


class Narrow(forms.Form):
    text = forms.CharField(required=False)
    state = forms.ChoiceField(choices=[("open", "Open"), ("all", "All")], required=False)
    mine = forms.BooleanField(required=False)
    stage = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.HiddenInput, required=False, initial="b")


@pytest.mark.parametrize(
    ("asked", "is_narrowed"),
    [
        ("", False),
        ("page=2", False),
        ("text=&state=open&stage=b", False),
        ("text=+", False),
        ("text=sam", True),
        ("state=all", True),
        ("state=nothing", True),
        ("mine=on", True),
        ("stage=a", True),
    ],
)
def test_a_list_is_cleared_of_what_narrows_it_and_of_nothing_else(asked: str, is_narrowed: bool) -> None:
    shown = Template("{% load components %}{{ here|if_narrowed:form }}").render(
        Context({"here": "/all/", "form": Narrow(QueryDict(asked))})
    )
    assert shown == ("/all/" if is_narrowed else "")


@pytest.mark.parametrize(("words", "shown"), [("", ""), (" ", ""), ("sam", "/all/")])
def test_so_it_is_of_words_that_were_looked_for(words: str, shown: str) -> None:
    assert if_narrowed("/all/", words) == shown

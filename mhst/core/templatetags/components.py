"""Parts of pages in templates.

{% component "button" text="Save" %}
{% component_block "card" heading="Today" %}…{% end_component_block %}
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from mhst.core import components

register = template.Library()


class ComponentNode(template.Node):
    """One part on a page."""

    def __init__(self, name: FilterExpression, attributes: dict[str, Any], inside: NodeList | None = None) -> None:
        self.name = name
        self.attributes = attributes
        self.nodelist = inside if inside is not None else NodeList()
        self.has_content = inside is not None

    def render(self, context: template.Context) -> SafeString:
        found = components.find(str(self.name.resolve(context)))
        attributes = {name: value.resolve(context) for name, value in self.attributes.items()}
        content = self.nodelist.render(context).strip() if self.has_content else None
        return found.render(attributes, content=content, token=context.get("csrf_token"))


@register.tag("component")
def component(parser: Parser, token: Token) -> ComponentNode:
    return ComponentNode(*_read(parser, token))


@register.tag("component_block")
def component_block(parser: Parser, token: Token) -> ComponentNode:
    name, attributes = _read(parser, token)
    inside = parser.parse(("end_component_block",))
    parser.delete_first_token()
    return ComponentNode(name, attributes, inside)


def _read(parser: Parser, token: Token) -> tuple[FilterExpression, dict[str, Any]]:
    tag, *bits = token.split_contents()
    if not bits:
        raise template.TemplateSyntaxError(f"{tag} needs the name of a component")
    rest = bits[1:]
    attributes = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"{tag} {bits[0]}: {rest[0]!r} is not attribute=value")
    return parser.compile_filter(bits[0]), attributes


@register.simple_tag
def error_summary(*forms: BaseForm | list[BaseForm]) -> SafeString:
    """What is wrong on this page, each line a link to its field; nothing when nothing is wrong."""
    lines = [line for form in _flat(forms) for line in _lines(form)]
    return components.find("error_summary").render({"errors": lines}) if lines else SafeString("")


def _flat(things: Iterable[Any]) -> list[BaseForm]:
    """The forms among these, those in lists included."""
    within = [one for thing in things for one in (thing if type(thing) in {list, tuple} else [thing])]
    # By type: isinstance() would wake what is lazy, and the token of a form nobody asked for sets a cookie.
    return [one for one in within if issubclass(type(one), BaseForm)]


def _lines(form: BaseForm) -> list[dict[str, str]]:
    if not form.is_bound:
        return []
    general = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    fields = [
        {"text": str(text), "href": f"#{_first_input(bound)}"} for bound in form for text in dict.fromkeys(bound.errors)
    ]
    return general + fields


def _first_input(bound: Any) -> str:
    """The id of what can take the focus: the first of several inputs, or the only one."""
    parts = getattr(bound.field.widget, "first_input_suffix", None)
    if parts:
        return f"{bound.auto_id}{parts}"
    return bound.subwidgets[0].id_for_label if bound.use_fieldset and bound.subwidgets else bound.auto_id


@register.filter
def if_narrowed(href: str, by: BaseForm | str) -> str:
    """The address at which a list is whole again; none while the form, or the words looked for, narrow nothing."""
    is_narrowed = bool(by.strip()) if isinstance(by, str) else any(_is_set(bound) for bound in by)
    return href if is_narrowed else ""


def _is_set(bound: BoundField) -> bool:
    """Whether something else is chosen than stands there at first."""
    given = str(bound.data or "").strip()
    return given not in {"", _at_first(bound)}


def _at_first(bound: BoundField) -> str:
    """What the field says it begins with, or the first line of a list to choose from."""
    if bound.initial is not None or bound.is_hidden:
        return str(bound.initial)
    first, _ = next(iter(getattr(bound.field, "choices", ())), ("", ""))
    return str(first)


@register.simple_tag(takes_context=True)
def title_prefix(context: template.Context) -> str:
    """`Error: ` when any form on the page was refused, so that a screen reader says so first."""
    return "Error: " if any(form.is_bound and form.errors for form in _flat(context.flatten().values())) else ""

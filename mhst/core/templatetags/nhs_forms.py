"""Dresses any Django form in NHS markup from the field template, so that no widget has to know the look."""

from typing import Any

from django import template
from django.forms import BoundField, widgets
from django.utils.safestring import SafeString

register = template.Library()

CLASSES: list[tuple[type[widgets.Widget], str]] = [
    (widgets.Select, "nhsuk-select"),
    (widgets.Textarea, "nhsuk-textarea"),
    (widgets.FileInput, "nhsuk-file-upload__input"),
    (widgets.Input, "nhsuk-input"),
]


@register.filter
def kind(bound: BoundField) -> str:
    """Which markup the field takes: radios, checkboxes, checkbox, hidden, group or input."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.CheckboxSelectMultiple):  # Django's is a kind of RadioSelect, so it comes first
        return "checkboxes"
    if isinstance(widget, widgets.RadioSelect):
        return "radios"
    if isinstance(widget, widgets.CheckboxInput):
        return "checkbox"
    return "group" if isinstance(widget, widgets.MultiWidget) else "input"


@register.simple_tag
def nhs_input(bound: BoundField) -> SafeString:
    """The field's own widget with the design system's class, and its error one when it was refused."""
    base = next((name for kind, name in CLASSES if isinstance(bound.field.widget, kind)), "")
    own = bound.field.widget.attrs.get("class", "")
    wrong = f"{base}--error" if bound.errors and base else ""
    attributes: dict[str, Any] = {"class": " ".join(filter(None, (base, own, wrong)))}
    if described := described_by(bound):
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return bound.as_widget(attrs=attributes)


@register.filter
def described_by(bound: BoundField) -> str:
    """The ids of the hint and the error message, in the order they are shown."""
    parts = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    return " ".join(parts + ([f"{bound.auto_id}_error"] if bound.errors else []))


@register.simple_tag
def field(bound: BoundField, heading: bool = False, size: str = "") -> SafeString:
    """One field by itself. `heading` makes its label the h1 of a page that asks one thing."""
    context = {"field": bound, "heading": heading, "size": size or ("l" if heading else "")}
    return SafeString(bound.form.renderer.render("forms/field.html", context))

"""The sentences of errors, made from what a field is and what it is called."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: What a label begins with that reads as it is in "Enter ..." and "Choose ...".
_READS = frozenset({
    "a", "an", "by", "his", "how", "her", "my", "our", "the", "their", "what", "when", "where", "which", "who", "whom",
    "why", "your",
})  # fmt: skip
#: Short labels that stand beside each other, and what they ask for.
_ASKS = {
    "From": "when it begins", "To": "when it ends", "In your own words": "why, in your own words",
    "For whoever helps next time": "a few words for whoever helps next time",
}  # fmt: skip


def lower_first(text: str) -> str:
    """As inside a sentence; abbreviations and the word I keep their capitals."""
    return text if text[1:2].isupper() or text.startswith("I ") else text[:1].lower() + text[1:]


def spoken(label: str, whose: str = "the") -> str:
    """A label as one says it: "the family name", "who holds it"; on pages about oneself, "your password".

    Other languages have other articles: there the label stands in quotation marks.
    """
    if not (get_language() or "en").startswith("en"):
        return f"“{label}”"
    words = _ASKS.get(label) or lower_first(label)
    return words if words.partition(" ")[0] in _READS else f"{whose} {words}"


def speak_plainly(field: forms.Field, label: str, *, whose: str = "the") -> None:
    """Replace Django's own words on this field; sentences that the form gave are kept."""
    defaults = {code: text for kind in reversed(type(field).__mro__) for code, text in _own(kind).items()}
    for code, sentence in _sentences(field, label, whose).items():
        if field.error_messages.get(code) == defaults.get(code):
            field.error_messages[code] = sentence


def _own(kind: type) -> dict[str, Any]:
    return kind.__dict__.get("default_error_messages", {})


def _sentences(field: forms.Field, label: str, whose: str) -> dict[str, str]:
    told = {"label": label, "spoken": spoken(label, whose)}
    sentences = {"required": _wanted(field, label, whose)}
    match field:
        case forms.ChoiceField():
            is_said = label.endswith("?") and lower_first(label).partition(" ")[0] not in _READS
            listed = (_("Answer the question: %(label)s") if is_said else _("Choose %(spoken)s from the list")) % told
            sentences |= {"invalid_choice": listed, "invalid_list": listed}
        case forms.EmailField():
            sentences |= {"invalid": _("Enter an email address like name@example.org")}
        case forms.IntegerField():
            sentences |= {"invalid": _("%(label)s must be a whole number") % told}
            sentences |= {"min_value": _("%(label)s must be %(least)s or more") % (told | {"least": field.min_value})}
            sentences |= {"max_value": _("%(label)s must be %(most)s or less") % (told | {"most": field.max_value})}
    if isinstance(field, forms.CharField):
        sentences |= _of_text(field, told)
    return sentences


def _of_text(field: forms.CharField, told: dict[str, str]) -> dict[str, str]:
    told = told | {"most": str(field.max_length), "least": str(field.min_length)}
    return {
        "max_length": _("%(label)s must be %(most)s characters or fewer") % told,
        "min_length": _("%(label)s must be %(least)s characters or more") % told,
        "null_characters_not_allowed": _("%(label)s must be text") % told,
    }


def _wanted(field: forms.Field, label: str, whose: str) -> str:
    told = {"label": label, "spoken": spoken(label, whose), "begun": lower_first(label)}
    if label.endswith("?"):
        return _("Answer the question: %(label)s") % told
    if isinstance(field, forms.BooleanField):
        return _("Confirm that %(begun)s") % told
    return (_("Choose %(spoken)s") if isinstance(field, forms.ChoiceField) else _("Enter %(spoken)s")) % told

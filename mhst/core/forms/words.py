"""The sentences of errors, made from what a field is and what it is called."""

from typing import Any

from django import forms

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
    """A label as one says it: "the family name", "who holds it"; on pages about oneself, "your password"."""
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
    sentences = {"required": _wanted(field, label, whose)}
    match field:
        case forms.ChoiceField():
            listed = f"Choose {spoken(label, whose)} from the list"
            sentences |= {"invalid_choice": listed, "invalid_list": listed}
        case forms.EmailField():
            sentences |= {"invalid": "Enter an email address like name@example.org"}
        case forms.IntegerField():
            sentences |= {"invalid": f"{label} must be a whole number"}
            sentences |= {"min_value": f"{label} must be {field.min_value} or more"}
            sentences |= {"max_value": f"{label} must be {field.max_value} or less"}
    if isinstance(field, forms.CharField):
        sentences |= {"max_length": f"{label} must be {field.max_length} characters or fewer"}
        sentences |= {"min_length": f"{label} must be {field.min_length} characters or more"}
        sentences |= {"null_characters_not_allowed": f"{label} must be text"}
    return sentences


def _wanted(field: forms.Field, label: str, whose: str) -> str:
    if label.endswith("?"):
        return f"Answer the question: {label}"
    if isinstance(field, forms.BooleanField):
        return f"Confirm that {lower_first(label)}"
    return f"{'Choose' if isinstance(field, forms.ChoiceField) else 'Enter'} {spoken(label, whose)}"

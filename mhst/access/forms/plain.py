"""allauth's forms in our words: no placeholders that vanish, errors that say what would be right."""

from typing import Any

from mhst.core.forms import speak_plainly


class Plain:
    """Mixed in before an allauth form. `labels` and `hints` replace what allauth says."""

    use_required_attribute = False
    labels: dict[str, str] = {}
    hints: dict[str, str] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            speak_plainly(field, str(field.label), whose="your")

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from mhst.core.errors import DomainError
from mhst.core.forms.words import speak_plainly
from mhst.core.signs import plainly


class PlainForm(forms.Form):
    """A form whose errors name the field and what would be right, where the field does not say it itself."""

    use_required_attribute = False  # the browser's own bubbles are not read out and cannot be styled

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Browsers cut a long text that is pasted at `maxlength` without a word; here it is kept and said."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.pop("maxlength", None)

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label or name.replace("_", " ").capitalize()))
        if self.is_bound:
            self.data = plainly(self.data)
        super().full_clean()

    def put(self, **values: object) -> None:
        """Have these stand where the form is shown again, in place of what was sent; the rest stays."""
        data: Any = self.data.copy()
        for name, value in values.items():
            data[name] = value
        self.data = data

    def refuse(self, refused: DomainError) -> None:
        """Show a rule's sentence at the field that it names, else above the form, with what was typed kept.

        Raises: the same again when nothing typed here could cure it, which is so when a permission is missing.
        """
        if refused.lacks_permission:
            raise refused
        field = refused.details.get("field")
        self.add_error(field if field in self.fields else None, refused.message)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None when the form is only being shown."""
    return request.POST if request.method == "POST" else None

"""Installing a pack: the words by file or pasted, and the permission they come with."""

from typing import Any

from django import forms

from mhst.core.forms import PlainForm

#: The longest questionnaire has some ten thousand characters; this is for a file sent by mistake.
LARGEST = 200_000


class PackForm(PlainForm):
    file = forms.FileField(label="The pack, a JSON file", required=False)
    pack = forms.CharField(
        label="Or paste it here", required=False, max_length=LARGEST, widget=forms.Textarea({"rows": 8}), strip=False
    )
    licence_holder = forms.CharField(label="Who holds the rights", max_length=160)
    notice = forms.CharField(
        label="Copyright line", max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text="Whoever fills it in sees this line, exactly as the licence asks for it",
    )  # fmt: skip
    evidence = forms.CharField(
        label="Where the permission can be found", max_length=300,
        help_text="For example, the letter of 3 March 2026 in the contracts folder",
    )  # fmt: skip
    accepts = forms.BooleanField(label="This service has the permission to show these words on screen, unchanged")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, pasted = cleaned.get("file"), (cleaned.get("pack") or "").strip()
        if bool(file) == bool(pasted):
            self.add_error("pack", "Choose a file or paste the pack, one of the two.")
        elif file:
            cleaned["pack"] = self._read(file)
        return cleaned

    @property
    def act(self) -> dict[str, str]:
        """What the action takes."""
        wanted = ("notice", "licence_holder", "evidence")
        return {"text": self.cleaned_data["pack"], **{name: self.cleaned_data[name] for name in wanted}}

    def _read(self, file: Any) -> str:
        if file.size > LARGEST:
            self.add_error("file", "This file is larger than any questionnaire. Choose the pack's JSON file.")
            return ""
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", "This file is not text. Choose the pack's JSON file.")
            return ""

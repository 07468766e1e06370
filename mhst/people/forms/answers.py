from typing import Any

from mhst.core.forms import PlainForm


class ActionForm(PlainForm):
    """A form whose clean fields are an action's keywords, unless it says otherwise."""

    #: What the action gave back.
    result: Any = None

    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

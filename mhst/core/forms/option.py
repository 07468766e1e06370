from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Option(str):
    """The label of a radio or checkbox with a hint below it; disabled ones say there why they cannot be chosen.

    A page can be altered in the browser, so the rule behind the reason is asked again by the action.
    """

    hint: "StrOrPromise"
    disabled: bool

    def __new__(cls, label: "StrOrPromise", hint: "StrOrPromise" = "", *, disabled: bool = False) -> "Option":
        option = super().__new__(cls, label)
        option.hint, option.disabled = hint, disabled
        return option

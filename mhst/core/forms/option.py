class Option(str):
    """The label of a radio or checkbox with a hint below it; disabled ones say there why they cannot be chosen.

    A page can be altered in the browser, so the rule behind the reason is asked again by the action.
    """

    hint: str
    disabled: bool

    def __new__(cls, label: str, hint: str = "", *, disabled: bool = False) -> "Option":
        option = super().__new__(cls, label)
        option.hint, option.disabled = hint, disabled
        return option

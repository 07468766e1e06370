"""What can go wrong in ways a person should be told about: a code for machines, a sentence for people."""

from typing import Any


class DomainError(Exception):
    """The reason something was not done. `message` is shown to the person as it stands."""

    status = 400

    def __init__(self, message: str, *, code: str = "refused", **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = details

    @property
    def lacks_permission(self) -> bool:
        """Nothing that could be typed would cure it."""
        return self.code.startswith("needs-")

    @property
    def status_on_form(self) -> int:
        """Where the form is shown again: 422 for what was typed or left out, which is named by its `field`.

        An empty name is the form as a whole.
        """
        return 422 if "field" in self.details else self.status


class Refused(DomainError):
    """This person may not do this, or not now."""

    status = 403

    @property
    def status_on_form(self) -> int:
        """A rule that something else satisfies: 422. Where a permission is missing no form is shown again."""
        return self.status if self.lacks_permission else 422


class NotFound(DomainError):
    """There is no such thing for this person. Says nothing about whether it exists for others."""

    status = 404

    def __init__(self, message: str = "We could not find that.", *, code: str = "not-found", **details: Any) -> None:
        super().__init__(message, code=code, **details)


class Conflict(DomainError):
    """Someone else's act came first: a slot was taken, a page was changed. `details` may offer what is free."""

    status = 409

    def __init__(self, message: str, *, code: str = "conflict", **details: Any) -> None:
        super().__init__(message, code=code, **details)

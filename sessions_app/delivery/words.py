from dataclasses import dataclass, field

from sessions_app.enums import Problem


@dataclass(frozen=True)
class Words:
    """What is to be said, ready to be sent. `reference` is ours, and the same at every attempt."""

    reference: str
    channel: str
    address: str = field(repr=False)
    subject: str
    body: str
    sender: str
    may_have_gone: bool = False


class NotDelivered(Exception):
    """It did not go, or nobody knows whether it did (`is_unclear`). What `is_final` will not go at another time."""

    def __init__(self, problem: Problem, *, is_final: bool = False, is_unclear: bool = False) -> None:
        super().__init__(str(problem))
        self.problem, self.is_final, self.is_unclear = problem, is_final, is_unclear

"""What happens to posts that rooms above may want to know of. No words travel."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PostSubmitted:
    """A young person has written something that a moderator has to read."""

    post_id: UUID


@dataclass(frozen=True)
class PostConcernRaised:
    """A moderator is worried about whoever wrote a post."""

    concern_id: UUID

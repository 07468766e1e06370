"""What takes long beside the conversations, done a few at a time."""

import asyncio
from collections.abc import Sequence

import pytest

from realtime.live.database import a_few
from tests.support.loops import run


@pytest.mark.parametrize(
    ("of", "parts", "least", "expected"),
    [
        ([], 4, 1, []),
        ([1, 2, 3], 4, 1, [[1], [2], [3]]),
        ([1, 2, 3, 4, 5], 2, 1, [[1, 2, 3], [4, 5]]),
        ([1, 2, 3, 4, 5], 5, 4, [[1, 2, 3, 4], [5]]),
    ],
)
def test_a_few_are_one_of_so_many_parts_and_no_fewer_than_is_worth_it(
    of: list[int], parts: int, least: int, expected: list[list[int]]
) -> None:
    async def all_parts() -> list[Sequence[int]]:
        return [some async for some in a_few(of, parts, least)]

    assert run(all_parts()) == expected


def test_others_have_their_turn_between_them() -> None:
    done: list[str] = []

    async def other() -> None:
        done.append("another's word")

    async def work() -> None:
        waits: asyncio.Task[None] | None = None
        async for some in a_few(["one", "two"], parts=2):
            waits = waits or asyncio.create_task(other())
            done.extend(some)
        assert waits is not None
        await waits

    run(work())
    assert done == ["one", "another's word", "two"]

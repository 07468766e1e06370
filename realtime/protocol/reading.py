"""From what arrived to a frame. Whatever is not exactly a frame is refused with a code, and never crashes."""

import json
import re
from contextlib import suppress
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from realtime.protocol import MOST_BYTES, MOST_CONVERSATIONS, VERSION, asked
from realtime.protocol.refusals import Unreadable

#: What reads each kind of frame, made once.
READERS: dict[str, TypeAdapter[Any]] = {frame.NAME: TypeAdapter(frame) for frame in asked.FRAMES}
IDS: TypeAdapter[UUID] = TypeAdapter(asked.Id)
#: No frame of ours is deeper; a bracket inside somebody's words does not count.
DEEPEST = 6
#: A text that never ends is taken whole, or each sign in it would be tried as its beginning.
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)', re.DOTALL)


def read(text: str | None, data: bytes | None = None) -> asked.Frame:
    """The frame in one message of a socket. Raises: Unreadable."""
    if text is None:
        raise Unreadable("binary" if data is not None else "not-json")
    if len(text) > MOST_BYTES or len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        raise Unreadable("too-big")
    return frame_of(_loaded(text))


def read_all(body: bytes) -> list[asked.Frame | Unreadable]:
    """The frames in one request: a list, in which a message that cannot be read is why. Raises: Unreadable."""
    if len(body) > MOST_BYTES:
        raise Unreadable("too-big")
    try:
        found = _loaded(body.decode())
    except UnicodeDecodeError:
        raise Unreadable("not-text") from None
    if not isinstance(found, list):
        raise Unreadable("wrong")
    return [_frame_or_why(one) for one in found]


def _frame_or_why(found: Any) -> asked.Frame | Unreadable:
    try:
        return frame_of(found)
    except Unreadable as error:
        if not error.about:
            raise
        return error


def frame_of(found: Any) -> asked.Frame:
    """The frame that this plain value is. Raises: Unreadable."""
    if not isinstance(found, dict):
        raise Unreadable("wrong")
    name = found.get("type")
    reader = READERS.get(name) if isinstance(name, str) else None
    if reader is None:
        raise Unreadable("unknown")
    try:
        frame: asked.Frame = reader.validate_python({key: value for key, value in found.items() if key != "type"})
    except ValidationError:
        raise _wrong(found) from None
    if isinstance(frame, asked.Hello):
        _check_hello(frame)
    return frame


def _wrong(found: dict[str, Any]) -> Unreadable:
    """Names the message that the frame was about, where that much can be read, and nothing of what was sent."""
    why = Unreadable("wrong")
    with suppress(ValidationError):
        why.about = {name: IDS.validate_python(found.get(name)) for name in ("conversation", "mid")}
        why.of = found["type"]
    return why


def _check_hello(hello: asked.Hello) -> None:
    if hello.version != VERSION:
        raise Unreadable("version")
    named = {talk.conversation for talk in hello.talks}
    if len(hello.talks) > MOST_CONVERSATIONS or len(named) < len(hello.talks):
        raise Unreadable("wrong")


def _loaded(text: str) -> Any:
    if _depth(text) > DEEPEST:
        raise Unreadable("deep")
    with suppress(ValueError, TypeError):
        return from_json(text, allow_inf_nan=False, cache_strings="keys")  # never somebody's words
    try:
        return json.loads(text, parse_constant=_no_constant)  # reads half a letter, so that it is known whose it was
    except ValueError:
        raise Unreadable("not-json") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _depth(text: str) -> int:
    """How many brackets are open at once at most. Words that hold none cost nothing."""
    if text.count("{") + text.count("[") <= DEEPEST:
        return 0
    deepest = now = 0
    for sign in STRINGS.sub("", text):
        now += (sign in "{[") - (sign in "}]")
        deepest = max(deepest, now)
    return deepest

"""From what arrived to a frame. Whatever is not exactly a frame is refused with a code, and never crashes."""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from realtime.enums import Audience, Decision
from realtime.protocol import MOST_BYTES, MOST_CONVERSATIONS, VERSION, asked
from realtime.protocol.refusals import Unreadable

KINDS: dict[str, type] = {frame.NAME: frame for frame in asked.FRAMES}  # type: ignore[attr-defined]
#: No frame of ours is deeper; a bracket inside somebody's words does not count.
DEEPEST = 6
BIGGEST = 2**53 - 1  # as far as a browser can count
CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
#: A text that never ends is taken whole, or each sign in it would be tried as its beginning.
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)', re.DOTALL)
MARK = re.compile(r"[0-9a-f]{8}")


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
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Unreadable("unknown")
    try:
        frame = _made(kind, {key: value for key, value in found.items() if key != "type"})
    except Unreadable as error:
        raise _named(error, found) from None
    if isinstance(frame, asked.Hello):
        _check_hello(frame)
    return frame


def _named(error: Unreadable, found: dict[str, Any]) -> Unreadable:
    """With the message that the frame was about, where that much can be read."""
    try:
        error.about = {name: _uuid(found.get(name)) for name in ("conversation", "mid")}
        error.of = found["type"]
    except ValueError:
        error.about = {}
    return error


def _check_hello(hello: asked.Hello) -> None:
    if hello.version != VERSION:
        raise Unreadable("version")
    named = {talk.conversation for talk in hello.talks}
    if len(hello.talks) > MOST_CONVERSATIONS or len(named) < len(hello.talks):
        raise Unreadable("wrong", "talks")


def _loaded(text: str) -> Any:
    if _depth(text) > DEEPEST:
        raise Unreadable("deep")
    try:
        return READS.decode(text)
    except ValueError:
        raise Unreadable("not-json") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)


#: Made once: it is used for each frame.
READS = json.JSONDecoder(parse_constant=_no_constant)


def _depth(text: str) -> int:
    """How many brackets are open at once at most. Words that hold none cost nothing."""
    if text.count("{") + text.count("[") <= DEEPEST:
        return 0
    deepest = now = 0
    for sign in STRINGS.sub("", text):
        now += (sign in "{[") - (sign in "}]")
        deepest = max(deepest, now)
    return deepest


def _made(kind: type, given: dict[str, Any]) -> Any:
    """A dataclass from exactly its fields. Raises: Unreadable naming the field, never its value."""
    fields = _fields(kind)
    if given.keys() - fields.keys():
        raise Unreadable("wrong")
    values = {}
    for name, (convert, is_needed) in fields.items():
        if name in given:
            try:
                values[name] = convert(given[name])
            except (ValueError, TypeError):
                raise Unreadable("wrong", name) from None
        elif is_needed:
            raise Unreadable("wrong", name)
    return kind(**values)


@cache
def _fields(kind: type) -> dict[str, tuple[Callable[[Any], Any], bool]]:
    """Of each field: what reads it, and whether it must be there."""
    hints = typing.get_type_hints(kind)
    none = dataclasses.MISSING
    return {
        f.name: (_reader(hints[f.name]), f.default is none and f.default_factory is none)
        for f in dataclasses.fields(kind)
    }


def _reader(hint: Any) -> Callable[[Any], Any]:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType:  # something or nothing
        some = _reader(inside[0])
        return lambda value: None if value is None else some(value)
    if origin is tuple:
        one = _reader(inside[0])
        return lambda value: tuple(one(part) for part in _is(list, value))
    if origin is dict:
        key, one = _reader(inside[0]), _reader(inside[1])
        return lambda value: {key(k): one(v) for k, v in _is(dict, value).items()}
    return READERS[hint]


def _is(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(kind.__name__)
    return value


def _uuid(value: Any) -> UUID:
    if not CANONICAL.fullmatch(_is(str, value)):
        raise ValueError("id")
    return UUID(value)


def _number(value: Any) -> int:
    if not 0 <= _is(int, value) <= BIGGEST:
        raise ValueError("number")
    return int(value)


def _words(value: Any) -> str:
    _is(str, value).encode()  # refuses half a letter, which no screen can show
    return str(value)


def _cursor(value: Any) -> asked.Cursor:
    seq, mark = _is(list, value)
    if not MARK.fullmatch(_is(str, mark)):
        raise ValueError("mark")
    return asked.Cursor(_number(seq), mark)


READERS: dict[Any, Callable[[Any], Any]] = {
    UUID: _uuid,
    int: _number,
    str: _words,
    bool: lambda value: _is(bool, value),
    Audience: Audience,
    Decision: Decision,
    asked.Cursor: _cursor,
    asked.Talk: lambda value: _made(asked.Talk, _is(dict, value)),
}

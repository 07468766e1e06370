"""Questions that every page asks, worked out once: to find the words for one takes the ORM ten times as long as it
takes a database to answer it.

The words are the ORM's own, for each kind of database. Only what is asked about is put in anew, beside the statement.

    signed_in = Prepared(lambda key: User.objects.filter(pk=key))   # when a module is read
    signed_in(key)                                                  # a list, as often as one likes
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.query import ModelIterable, get_related_populators  # type: ignore[attr-defined]

from mhst.core import driver
from mhst.core.statements import adapter_for

T = TypeVar("T")
#: Of these another one is put in each time; whatever else a question is asked with is part of its words.
PUT_IN = (UUID, dt.datetime, dt.date, str)
#: Up to so many a list has words of its own for each length. A longer one is filled up with its last to the next power
#: of two, so that few words are kept; the longest are asked about through the ORM.
LONG, LONGEST = 12, 1024


class CannotPrepare(Exception):
    """What was asked about is not in the statement as it is: changed on the way, or not used."""


class Prepared(Generic[T]):
    """A queryset of models or of `values_list`, as a function of ids, dates and texts, or of tuples of them."""

    def __init__(self, query: Callable[..., Any]) -> None:
        self.query = query
        self._ready: dict[tuple[Any, ...], _Statement] = {}

    def __call__(self, *asked: Any) -> list[T]:
        """Raises: CannotPrepare."""
        if any(len(value) > LONGEST for value in asked if type(value) is tuple):
            return list(self.query(*asked))
        asked = tuple(map(_filled, asked))
        key = (connection.vendor, *map(_kind, asked))
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = _Statement(self.query, asked)
        return ready.answer(_flat(asked))


class _Statement:
    """One question in the words of one kind of database."""

    def __init__(self, query: Callable[..., Any], asked: Sequence[Any]) -> None:
        marks = iter(_mark(value, number) for number, value in enumerate(_flat(asked)))
        rows = query(*(_marked(value, marks) for value in asked))
        self.compiler = rows.query.get_compiler(using=rows.db)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql = ""
            return
        flat = _flat(asked)
        self.params = list(params)
        self.places = [(place, number, adapter_for(flat[number])) for place, number in _places(params, flat)]
        converters = self.compiler.get_converters([each[0] for each in self.compiler.select])
        self.converters = [(place, one, at) for place, (all_of_it, at) in converters.items() for one in all_of_it]
        self.made = _maker(self.compiler, rows.db) if issubclass(rows._iterable_class, ModelIterable) else tuple

    def answer(self, values: list[Any]) -> list[Any]:
        if not self.sql:
            return []
        params = list(self.params)
        for place, number, adapt in self.places:
            params[place] = adapt(values[number]) if adapt else values[number]
        rows = driver.ask(self.sql, params)
        return [self.made(row) for row in (map(self._converted, rows) if self.converters else rows)]

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place, convert, expression in self.converters:
            values[place] = convert(values[place], expression, connection)
        return values


def _maker(compiler: Any, using: str) -> Callable[[Sequence[Any]], Any]:
    """Makes an object of a row as `ModelIterable` does, with those that were selected beside it."""
    model, fields = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:end]]
    beside = get_related_populators(compiler.klass_info, compiler.select, using)

    def made(row: Sequence[Any]) -> Any:
        thing = model.from_db(using, names, row[first:end])
        for populator in beside:
            populator.populate(row, thing)
        return thing

    return made


def _places(params: Sequence[Any], asked: list[Any]) -> list[tuple[int, int]]:
    """Where in the statement each of these goes."""
    marks = {_adapted(_mark(value, number)): number for number, value in enumerate(asked)}
    places = [(place, marks[param]) for place, param in enumerate(params) if _is_mark(param, marks)]
    if {number for _, number in places} != set(range(len(asked))):
        raise CannotPrepare("Something that was asked about is not in the statement.")
    return places


def _is_mark(param: Any, marks: dict[Any, int]) -> bool:
    return isinstance(param, PUT_IN) and param in marks


def _filled(value: Any) -> Any:
    """That something is among these is as true where one of them is named again."""
    if type(value) is not tuple or len(value) <= LONG:
        return value
    return value + value[-1:] * ((1 << (len(value) - 1).bit_length()) - len(value))


def _kind(value: Any) -> Any:
    if type(value) is tuple:
        return tuple(map(type, value))
    return type(value) if isinstance(value, PUT_IN) else value


def _flat(asked: Sequence[Any]) -> list[Any]:
    """One by one, without what is part of the words."""
    found: list[Any] = []
    for value in asked:
        found += value if type(value) is tuple else [value] if isinstance(value, PUT_IN) else []
    return found


def _marked(value: Any, marks: Any) -> Any:
    if type(value) is tuple:
        return tuple(next(marks) for _ in value)
    return next(marks) if isinstance(value, PUT_IN) else value


def _mark(value: Any, number: int) -> Any:
    """Something of its kind that nobody asks about, to be found again in the statement."""
    if isinstance(value, UUID):
        return UUID(int=0x6D61726B << 96 | number)
    if isinstance(value, dt.datetime):
        return dt.datetime(1066, 10, 14, tzinfo=dt.UTC) + dt.timedelta(seconds=number)
    if isinstance(value, dt.date):
        return dt.date(1066, 10, 14) + dt.timedelta(days=number)
    return f"\0mark {number}\0"


def _adapted(value: Any) -> Any:
    adapt = adapter_for(value)
    return adapt(value) if adapt else value

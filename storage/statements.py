"""Statements, without what SQLAlchemy does anew each time that one runs.

SQLAlchemy takes several times as long to run a small statement as a database does: each time it looks for it
in its cache, and makes a context and a result for it. A statement that is made once needs that once:
SQLAlchemy writes it, and says how its values are stored and read; the rest is the driver's.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Dialect, Executable
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import SelectBase, UpdateBase

_Process = Callable[[Any], Any]
_Read = Callable[[Sequence[Any]], Any]


class Cursor(Protocol):
    """What a driver gives of a statement that was run: rows as they are fetched, or how many it changed."""

    @property
    def rowcount(self) -> int: ...

    def __iter__(self) -> Iterator[Any]: ...

    def fetchone(self) -> Any: ...

    def fetchmany(self, size: int, /) -> Sequence[Any]: ...

    def close(self) -> None: ...


class Values:
    """What a statement gives, read as it is asked for: rows, or one value of each."""

    def __init__(self, cursor: Cursor, read: _Read) -> None:
        self._cursor = cursor
        self._read = read

    def __iter__(self) -> Iterator[Any]:
        return map(self._read, self._cursor)

    def all(self) -> Sequence[Any]:
        """Give everything."""
        return list(map(self._read, self._cursor))

    def first(self) -> Any:
        """Give the first; None of nothing."""
        row = self._cursor.fetchone()
        self._cursor.close()
        return None if row is None else self._read(row)

    def one_or_none(self) -> Any:
        """Give the only one; None of nothing.

        Raises:
            MultipleResultsFound: there are more.
        """
        rows = self._cursor.fetchmany(2)
        self._cursor.close()
        if len(rows) > 1:
            raise MultipleResultsFound("one row at most was expected")
        return self._read(rows[0]) if rows else None

    def one(self) -> Any:
        """Give the only one.

        Raises:
            MultipleResultsFound: there are more.
            NoResultFound: there is none.
        """
        found = self.one_or_none()
        if found is None:
            raise NoResultFound("a row was expected")
        return found

    def partitions(self, size: int) -> Iterator[Sequence[Any]]:
        """Give everything, some at a time."""
        while rows := self._cursor.fetchmany(size):
            yield list(map(self._read, rows))


class Rows(Values):
    """The rows that a statement gives, or how many it changed; read like SQLAlchemy's own result."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    def mappings(self) -> Values:
        """Give each row by the names of its columns."""
        read = self._read
        return Values(self._cursor, lambda row: read(row)._asdict())

    def scalars(self) -> Values:
        """Give the first value of each row."""
        read = self._read
        return Values(self._cursor, lambda row: read(row)[0])

    def scalar(self) -> Any:
        """Give the first value of the first row; None without any."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """Give the first value of the only row; raises as ``one`` does."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:
        """Give the first value of the only row; None without any, raises as ``one_or_none`` does."""
        row = self.one_or_none()
        return None if row is None else row[0]


class _Bound(NamedTuple):
    """What stands for a question mark: a parameter, or a value that is a part of the statement."""

    parameter: str | None
    value: Any
    store: _Process | None


class Prepared:
    """A statement as the driver takes it; ``gives``: whether it gives rows."""

    def __init__(self, sql: str, bound: Sequence[_Bound], read: _Read, *, gives: bool) -> None:
        self.sql = sql
        self.gives = gives
        self._bound = bound
        self._read = read

    def values(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Give what stands for its question marks, from left to right."""
        return [
            value if name is None else store(parameters[name]) if store else parameters[name]
            for name, value, store in self._bound
        ]

    def rows(self, cursor: Cursor) -> Rows:
        """Give what it gave, to be read."""
        return Rows(cursor, self._read)


def one_set(parameters: Any) -> Mapping[str, Any] | None:
    """Give the parameters of a statement that is run once; None of one that is run for many."""
    if isinstance(parameters, list):
        return parameters[0] if len(parameters) == 1 else None
    return parameters or {}


class Statements:
    """The statements of a process that have been run before, prepared."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known = WeakKeyDictionary[Executable, dict[tuple[str, ...], Prepared | None]]()

    def prepared(self, statement: Executable, parameters: Mapping[str, Any]) -> Prepared | None:
        """Give a statement prepared; None when it comes for the first time, or takes SQLAlchemy each time.

        Most that come once never come again: they are put together where they are run.
        """
        forms = self._known.get(statement)
        if forms is None:
            self._known[statement] = {}
            return None
        names = tuple(parameters)  # which columns an INSERT or an UPDATE sets
        if names not in forms:
            forms[names] = self._prepare(statement, names)
        return forms[names]

    def _prepare(self, statement: Executable, names: Sequence[str]) -> Prepared | None:
        if not isinstance(statement, SelectBase | UpdateBase):
            return None
        compiled = statement.compile(dialect=self._dialect, column_keys=sorted(names))
        if not isinstance(compiled, SQLCompiler) or _changes(compiled):
            return None
        bound = [self._bound(compiled.binds[name], names) for name in compiled.positiontup or ()]
        columns = statement.exported_columns
        return Prepared(compiled.string, bound, self._reader(columns), gives=bool(columns))

    def _bound(self, bind: BindParameter[Any], names: Sequence[str]) -> _Bound:
        store = bind.type.dialect_impl(self._dialect).bind_processor(self._dialect)
        if bind.required or bind.key in names:
            return _Bound(bind.key, None, store)
        return _Bound(None, store(bind.value) if store else bind.value, None)

    def _reader(self, columns: ReadOnlyColumnCollection[Any, Any]) -> _Read:
        """Give what makes a row that is read by position and by name."""
        row_type: Any = namedtuple("Row", list(columns.keys()), rename=True)  # type: ignore[misc]  # noqa: PYI024
        make: _Read = row_type._make
        kinds = [column.type.dialect_impl(self._dialect) for column in columns]
        processes = [kind.result_processor(self._dialect, None) for kind in kinds]
        told = [(at, process) for at, process in enumerate(processes) if process]
        if not told:
            return make

        def read(row: Sequence[Any]) -> Any:
            values = list(row)
            for at, process in told:
                values[at] = process(values[at])
            return make(values)

        return read


def _changes(compiled: SQLCompiler) -> bool:
    """Tell whether a statement is written anew each time, or has values that SQLAlchemy makes."""
    written = compiled.post_compile_params or compiled.literal_execute_params
    return bool(written or compiled.insert_prefetch or compiled.update_prefetch)

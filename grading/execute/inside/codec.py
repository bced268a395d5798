"""Values as plain data: a small tagged form of JSON, rebuilt on the other side as exact types.

Nothing is unpickled or evaluated. What has no plain form crosses as a reference: a number that only its owner
can resolve. A subclass of a plain type has no plain form, so an object that claims to equal everything cannot cross.

JSON's null, true, false, numbers and strings stand for themselves and a JSON list for a list. Everything else is
an object with one key, its tag.
"""

from __future__ import annotations

import base64
import builtins
import collections
import dataclasses
import datetime
import decimal
import fractions
import importlib
import math
import re
import sys
import types
from collections.abc import Callable
from typing import Any

MAX_DEPTH = 60
MAX_NODES = 2_000_000
MAX_LENGTH = 50_000_000  # longest range, index or array
MAX_DIGITS = 5_000
MAX_INT_BITS = 14_000  # Python's own limit on digits of an integer as text

_ARRAY_DTYPE = re.compile(
    r"[<>|=]?(b1|[iu][1248]|f(2|4|8|16)|c(8|16|32)|[SU]\d{0,6}|[mM]8(\[[A-Za-z0-9]{1,12}\])?)"
)
_PANDAS_DTYPE = re.compile(
    r"(str|string(\[\w+\])?|boolean|U?Int(8|16|32|64)|Float(32|64)|object"
    r"|datetime64\[(s|ms|us|ns), [\w/+:\-]{1,40}\]|period\[[\w\-]{1,12}\]"
    r"|interval\[\w{1,20}(\[\w{1,4}\])?, \w{1,8}\]"
    r"|(bool|u?int(8|16|32|64)|float|double|(large_)?string|date32\[day\]|timestamp\[(s|ms|us|ns)\])\[pyarrow\])"
)
_BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
_GRAPHS = ("Graph", "DiGraph", "MultiGraph", "MultiDiGraph")
_COLLECTIONS = {"OrderedDict": collections.OrderedDict, "Counter": collections.Counter}
_FACTORIES = {kind.__name__: kind for kind in (int, float, str, list, dict, set, tuple, bool)}

# What a type can do beside what every object can: a reference says which of these its owner's type defines, so that
# the stand-in on the other side can do just that. The order is part of the wire's form.
_SPECIAL = """
call len iter next getitem setitem delitem contains reversed float int complex index bool abs neg pos invert round trunc
floor ceil add sub mul truediv floordiv mod divmod pow matmul lshift rshift and or xor radd rsub rmul rtruediv rfloordiv
rmod rdivmod rpow rmatmul rlshift rrshift rand ror rxor iadd isub imul itruediv ifloordiv imod ipow imatmul iand ior
ixor enter exit aenter aexit aiter anext await fspath bytes missing array array_ufunc array_function array_interface
length_hint instancecheck get set delete
"""
SPECIALS = tuple(f"__{name}__" for name in _SPECIAL.split())
ORDERS = ("__lt__", "__le__", "__gt__", "__ge__")

#: A value that JSON has no form for: its tag, and its content.
Document = dict[str, Any]
Refer = Callable[[Any], Document]
Resolve = Callable[[str, Any], Any]


class NotPlain(Exception):
    """A value, or a document that claims to be one, that cannot cross."""


class Encoder:
    """Turns values into documents.

    Parameters
    ----------
    refer : callable
        Called with a value that has no plain form; returns a document or raises `NotPlain`.
    packages : tuple of str
        Packages whose dataclasses cross by their fields.
    """

    def __init__(self, refer: Refer, packages: tuple[str, ...] = ()) -> None:
        self.refer, self.packages = refer, packages
        self._nodes = 0

    def encode(self, value: Any) -> Any:
        """Return the document for `value`; raise `NotPlain` where it is too deep or too large."""
        self._nodes = 0
        return self._encode(value, 0)

    def _encode(self, value: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH:
            raise NotPlain(f"it is nested more than {MAX_DEPTH} deep")
        if self._nodes > MAX_NODES:
            raise NotPlain(f"it has more than {MAX_NODES} parts")
        kind = type(value)
        if value is None or kind is bool or kind is str or kind is float:
            return value
        if kind is int:
            if value.bit_length() > MAX_INT_BITS:
                raise NotPlain("it is a whole number of thousands of digits")
            return value
        deeper = depth + 1
        if kind is list:
            return [self._encode(item, deeper) for item in value]
        if kind is dict:
            return {"dict": self._pairs(value, deeper)}
        if kind is tuple:
            return {"tuple": [self._encode(item, deeper) for item in value]}
        if kind is set or kind is frozenset:
            return {kind.__name__: [self._encode(item, deeper) for item in value]}
        simple = self._simple(value, kind)
        if simple is not None:
            return simple
        if kind in _COLLECTIONS.values():
            return {"mapping": [kind.__name__, self._pairs(value, deeper)]}
        if kind is collections.defaultdict:
            factory = value.default_factory
            name = getattr(factory, "__name__", "")
            if factory is not None and _FACTORIES.get(name) is not factory:
                return self.refer(value)
            return {"defaultdict": [name if factory is not None else "", self._pairs(value, deeper)]}
        if kind is collections.deque:
            return {"deque": [[self._encode(item, deeper) for item in value], value.maxlen]}
        if kind is types.MappingProxyType:
            return {"dict": self._pairs(value, deeper)}
        fields = getattr(kind, "_fields", None)
        if issubclass(kind, tuple) and isinstance(fields, tuple):
            if any(callable(part) for part in tuple.__iter__(value)):
                return self.refer(value)  # a field whose name is that of a method
            return {"named": [kind.__name__, list(fields), [self._encode(v, deeper) for v in tuple(value)]]}
        module = getattr(kind, "__module__", "")
        top = module.partition(".")[0] if isinstance(module, str) else ""
        if top == "numpy":
            found = self._numpy(value, kind, deeper)
        elif top == "pandas":
            found = self._pandas(value, kind, deeper)
        elif top == "networkx":
            found = self._graph(value, kind, deeper)
        elif _within(module, self.packages) and dataclasses.is_dataclass(value) and kind is not type:
            parts = {
                f.name: self._encode(getattr(value, f.name), deeper)
                for f in dataclasses.fields(value)
                if f.init
            }
            found = {"data": [module, kind.__qualname__, parts]}
        else:
            found = None
        if found is None and kind is type:
            name = getattr(value, "__name__", "")
            if getattr(builtins, name, None) is value:
                found = {"builtin": name}
        return self.refer(value) if found is None else found

    def _pairs(self, value: Any, depth: int) -> list[list[Any]]:
        return [[self._encode(k, depth), self._encode(v, depth)] for k, v in value.items()]

    def _simple(self, value: Any, kind: type) -> Document | None:
        if kind is complex:
            return {"complex": [value.real, value.imag]}
        if kind is bytes or kind is bytearray:
            return {kind.__name__: base64.b64encode(value).decode()}
        if kind is range and abs(value.stop - value.start) > MAX_LENGTH * abs(value.step):
            return None  # iterating over it might not end
        if kind is range:
            return {"range": [value.start, value.stop, value.step]}
        if kind is datetime.datetime or kind is datetime.date or kind is datetime.time:
            return {kind.__name__: value.isoformat()}
        if kind is datetime.timedelta:
            return {"timedelta": [value.days, value.seconds, value.microseconds]}
        if kind is decimal.Decimal and _fits(value):
            return {"decimal": str(value)}
        if kind is fractions.Fraction:
            return {"fraction": [value.numerator, value.denominator]}
        if value is Ellipsis or value is NotImplemented:
            return {"builtin": "Ellipsis" if value is Ellipsis else "NotImplemented"}
        return None

    def _numpy(self, value: Any, kind: type, depth: int) -> Document | None:
        np = sys.modules["numpy"]
        if kind is np.ndarray:
            return self._array(value, depth)
        if issubclass(kind, np.generic) and _ARRAY_DTYPE.fullmatch(value.dtype.str):
            return {"scalar": [value.dtype.str, base64.b64encode(value.tobytes()).decode()]}
        if kind is np.random.Generator:
            bits = value.bit_generator
            return {"generator": [type(bits).__name__, self._encode(bits.state, depth)]}
        if kind is np.random.RandomState:
            return {"randomstate": self._encode(value.get_state(legacy=True), depth)}
        return None

    def _array(self, value: Any, depth: int) -> Document | None:
        if _ARRAY_DTYPE.fullmatch(value.dtype.str):
            return {"array": [value.dtype.str, list(value.shape), base64.b64encode(value.tobytes()).decode()]}
        if value.dtype.kind == "O":
            return {
                "objects": [list(value.shape), [self._encode(item, depth) for item in value.ravel().tolist()]]
            }
        return None

    def _pandas(self, value: Any, kind: type, depth: int) -> Document | None:
        pd = sys.modules["pandas"]
        if value is pd.NA or value is pd.NaT:
            return {"missing": "NA" if value is pd.NA else "NaT"}
        if kind is pd.Timestamp:
            zone = None if value.tzinfo is None else str(value.tzinfo)
            return {"timestamp": [value.isoformat(), zone, value.unit]}
        if kind is pd.Timedelta:
            return {"pdtimedelta": [int(value.value), value.unit]}
        if kind is pd.Period:
            return {"period": [str(value), value.freqstr]}
        if kind is pd.Interval:
            return {
                "interval": [self._encode(value.left, depth), self._encode(value.right, depth), value.closed]
            }
        if kind is pd.RangeIndex and len(value) > MAX_LENGTH:
            return None
        if kind is pd.RangeIndex:
            return {"rangeindex": [value.start, value.stop, value.step, self._encode(value.name, depth)]}
        if kind is pd.MultiIndex:
            tuples = [[self._encode(item, depth) for item in row] for row in value.tolist()]
            return {"multiindex": [tuples, [self._encode(name, depth) for name in value.names]]}
        if isinstance(value, pd.Index):
            freq = getattr(value, "freqstr", None)
            column = self._column(value.array, depth)
            return column and {"index": [column, self._encode(value.name, depth), freq]}
        if kind is pd.Series:
            column = self._column(value.array, depth)
            about = [self._encode(part, depth) for part in (value.index, value.name)]
            return column and {"series": [column, *about]}
        if kind is pd.DataFrame:
            columns = [self._column(value.iloc[:, i].array, depth) for i in range(value.shape[1])]
            about = [self._encode(part, depth) for part in (value.columns, value.index)]
            return {"frame": [*about, columns]} if all(columns) else None
        if isinstance(value, pd.api.extensions.ExtensionArray):
            column = self._column(value, depth)
            return column and {"column": column}
        return None

    def _column(self, value: Any, depth: int) -> Document | None:
        pd = sys.modules["pandas"]
        np = sys.modules["numpy"]
        if isinstance(value, pd.arrays.NumpyExtensionArray):
            value = value.to_numpy()
        dtype = value.dtype
        if isinstance(dtype, pd.CategoricalDtype):
            codes = self._array(np.asarray(value.codes), depth)
            return {"categories": [codes, self._encode(dtype.categories, depth), bool(dtype.ordered)]}
        if isinstance(dtype, np.dtype):
            plain = self._array(np.asarray(value), depth)
            if plain is not None:
                return plain
        name = str(dtype)
        if not _PANDAS_DTYPE.fullmatch(name):
            return None
        return {"values": [name, [self._encode(item, depth) for item in value.tolist()]]}

    def _graph(self, value: Any, kind: type, depth: int) -> Document | None:
        nx = sys.modules["networkx"]
        if kind.__name__ not in _GRAPHS or kind is not getattr(nx, kind.__name__):
            return None
        edges = value.edges(keys=True, data=True) if value.is_multigraph() else value.edges(data=True)
        return {
            "graph": [
                kind.__name__,
                self._encode(dict(value.graph), depth),
                [[self._encode(n, depth), self._encode(dict(a), depth)] for n, a in value.nodes(data=True)],
                [[self._encode(part, depth) for part in edge] for edge in edges],
            ]
        }


class Decoder:
    """Rebuilds values from untrusted documents; everything is validated.

    Parameters
    ----------
    resolve : callable
        Called with the tag and the content of a reference; returns the value or raises `NotPlain`.
    packages : tuple of str
        Packages whose dataclasses may be rebuilt (their own constructors check the fields).
    """

    def __init__(self, resolve: Resolve, packages: tuple[str, ...] = ()) -> None:
        self.resolve, self.packages = resolve, packages
        self._nodes = 0

    def decode(self, document: Any) -> Any:
        """Return the value; raise `NotPlain` for anything that is not exactly in the form."""
        self._nodes = 0
        try:
            return self._decode(document, 0)
        except NotPlain:
            raise
        except (
            Exception
        ) as error:  # a forged document may raise anything: all of it means that the document is invalid
            raise NotPlain(f"it is not in the agreed form ({type(error).__name__})") from None

    def _decode(self, document: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise NotPlain("it is too deep or has too many parts")
        if document is None or type(document) in (bool, int, float, str):
            return document
        deeper = depth + 1
        if type(document) is list:
            return [self._decode(item, deeper) for item in document]
        if type(document) is not dict or len(document) != 1:
            raise NotPlain("it is not in the agreed form")
        ((tag, content),) = document.items()
        build = getattr(self, f"_build_{tag}", None) if tag.isalpha() else None
        return self.resolve(tag, content) if build is None else build(content, deeper)

    def _list(self, content: Any, depth: int) -> list[Any]:
        if type(content) is not list:
            raise NotPlain("a list was expected")
        return [self._decode(item, depth) for item in content]

    def _pairs(self, content: Any, depth: int) -> list[tuple[Any, Any]]:
        return [(self._decode(k, depth), self._decode(v, depth)) for k, v in content]

    def _build_dict(self, content: Any, depth: int) -> dict[Any, Any]:
        return dict(self._pairs(content, depth))

    def _build_tuple(self, content: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self._list(content, depth))

    def _build_set(self, content: Any, depth: int) -> set[Any]:
        return set(self._list(content, depth))

    def _build_frozenset(self, content: Any, depth: int) -> frozenset[Any]:
        return frozenset(self._list(content, depth))

    def _build_mapping(self, content: Any, depth: int) -> Any:
        name, pairs = content
        return _COLLECTIONS[name](dict(self._pairs(pairs, depth)))

    def _build_defaultdict(self, content: Any, depth: int) -> Any:
        name, pairs = content
        return collections.defaultdict(_FACTORIES[name] if name else None, self._pairs(pairs, depth))

    def _build_deque(self, content: Any, depth: int) -> Any:
        items, length = content
        return collections.deque(self._list(items, depth), _whole(length) if length is not None else None)

    def _build_named(self, content: Any, depth: int) -> Any:
        name, fields, values = content
        if len(fields) > 200 or not all(type(f) is str and f.isidentifier() for f in [name, *fields]):
            raise NotPlain("it has odd field names")
        return collections.namedtuple(name, fields, rename=True)(*self._list(values, depth))

    def _build_complex(self, content: Any, depth: int) -> complex:
        real, imaginary = content
        if type(real) is not float or type(imaginary) is not float:
            raise NotPlain("two numbers were expected")
        return complex(real, imaginary)

    def _build_bytes(self, content: Any, depth: int) -> bytes:
        return base64.b64decode(content, validate=True)

    def _build_bytearray(self, content: Any, depth: int) -> bytearray:
        return bytearray(base64.b64decode(content, validate=True))

    def _build_range(self, content: Any, depth: int) -> range:
        return _short(range(*[_whole(part) for part in content]))

    def _build_datetime(self, content: Any, depth: int) -> datetime.datetime:
        return datetime.datetime.fromisoformat(content)

    def _build_date(self, content: Any, depth: int) -> datetime.date:
        return datetime.date.fromisoformat(content)

    def _build_time(self, content: Any, depth: int) -> datetime.time:
        return datetime.time.fromisoformat(content)

    def _build_timedelta(self, content: Any, depth: int) -> datetime.timedelta:
        return datetime.timedelta(*[_whole(part) for part in content])

    def _build_decimal(self, content: Any, depth: int) -> decimal.Decimal:
        found = decimal.Decimal(_text(content, 10_000))
        if not _fits(found):
            raise NotPlain("its exponent is too large")
        return found

    def _build_fraction(self, content: Any, depth: int) -> fractions.Fraction:
        return fractions.Fraction(*[_whole(part) for part in content])

    def _build_builtin(self, content: Any, depth: int) -> Any:
        found = getattr(builtins, _text(content, 60))
        if not isinstance(found, type) and found is not Ellipsis and found is not NotImplemented:
            raise NotPlain("it is not a type")
        return found

    def _build_array(self, content: Any, depth: int) -> Any:
        import numpy as np

        name, shape, body = content
        if not _ARRAY_DTYPE.fullmatch(name) or len(shape) > 32:
            raise NotPlain("it has an odd type")
        raw = base64.b64decode(body, validate=True)
        dtype = np.dtype(name)
        if any(not 0 <= _whole(n) <= MAX_LENGTH for n in shape) or math.prod(shape) > MAX_LENGTH:
            raise NotPlain("it has more parts than are taken")
        if math.prod(shape) * dtype.itemsize != len(raw):
            raise NotPlain("its shape does not fit its content")
        if dtype.itemsize == 0:
            return np.empty(shape, dtype)
        # Values that numpy does not validate: a wrong one would crash the process.
        if (
            dtype.kind == "U"
            and len(raw)
            and np.frombuffer(raw, dtype.byteorder + "u4").max() > sys.maxunicode
        ):
            raise NotPlain("it holds letters that there are not")
        if dtype.kind == "b" and len(raw) and max(raw) > 1:
            raise NotPlain("it holds truth values that there are not")
        return np.frombuffer(raw, dtype).reshape(shape).copy()

    def _build_scalar(self, content: Any, depth: int) -> Any:
        name, body = content
        return self._build_array([name, [], body], depth)[()]

    def _build_objects(self, content: Any, depth: int) -> Any:
        import numpy as np

        shape, items = content
        values = self._list(items, depth)
        array = np.empty(len(values), dtype=object)
        for position, value in enumerate(values):
            array[position] = value
        return array.reshape([_whole(n) for n in shape])

    def _build_generator(self, content: Any, depth: int) -> Any:
        import numpy as np

        name, state = content
        if name not in _BIT_GENERATORS:
            raise NotPlain("an unknown random generator")
        bits = getattr(np.random, name)()
        found = self._decode(state, depth)
        _same_form(found, bits.state)
        bits.state = found
        return np.random.Generator(bits)

    def _build_randomstate(self, content: Any, depth: int) -> Any:
        import numpy as np

        found = np.random.RandomState()
        state = self._decode(content, depth)
        _same_form(state, found.get_state(legacy=True))
        found.set_state(state)
        return found

    def _build_missing(self, content: Any, depth: int) -> Any:
        import pandas as pd

        return {"NA": pd.NA, "NaT": pd.NaT}[content]

    def _build_timestamp(self, content: Any, depth: int) -> Any:
        import pandas as pd

        text, zone, unit = content
        found = pd.Timestamp(_text(text, 60))
        if zone is not None:
            found = found.tz_convert(_text(zone, 60))
        return found.as_unit(unit)

    def _build_pdtimedelta(self, content: Any, depth: int) -> Any:
        import pandas as pd

        value, unit = content
        return pd.Timedelta(_whole(value), unit="ns").as_unit(unit)

    def _build_period(self, content: Any, depth: int) -> Any:
        import pandas as pd

        text, freq = content
        return pd.Period(_text(text, 60), freq=_text(freq, 20))

    def _build_interval(self, content: Any, depth: int) -> Any:
        import pandas as pd

        left, right, closed = content
        return pd.Interval(self._decode(left, depth), self._decode(right, depth), closed=closed)

    def _build_rangeindex(self, content: Any, depth: int) -> Any:
        import pandas as pd

        start, stop, step, name = content
        found = _short(range(_whole(start), _whole(stop), _whole(step)))
        return pd.RangeIndex(found, name=self._decode(name, depth))

    def _build_multiindex(self, content: Any, depth: int) -> Any:
        import pandas as pd

        rows, names = content
        tuples = [tuple(self._list(row, depth)) for row in rows]
        return pd.MultiIndex.from_tuples(tuples, names=self._list(names, depth))

    def _build_index(self, content: Any, depth: int) -> Any:
        import pandas as pd

        values, name, freq = content
        found = pd.Index(self._decode(values, depth), name=self._decode(name, depth), copy=False)
        if freq is not None and isinstance(found, pd.DatetimeIndex | pd.TimedeltaIndex):
            found.freq = pd.tseries.frequencies.to_offset(_text(freq, 20))  # type: ignore[misc]
        return found

    def _build_series(self, content: Any, depth: int) -> Any:
        import pandas as pd

        values, index, name = content
        return pd.Series(
            self._decode(values, depth), index=self._decode(index, depth), name=self._decode(name, depth)
        )

    def _build_frame(self, content: Any, depth: int) -> Any:
        import pandas as pd

        columns, index, arrays = content
        found = pd.DataFrame(dict(enumerate(self._list(arrays, depth))), index=self._decode(index, depth))
        found.columns = self._decode(columns, depth)
        return found

    def _build_column(self, content: Any, depth: int) -> Any:
        return self._decode(content, depth)

    def _build_categories(self, content: Any, depth: int) -> Any:
        import pandas as pd

        codes, categories, ordered = content
        return pd.Categorical.from_codes(
            self._decode(codes, depth), categories=self._decode(categories, depth), ordered=ordered is True
        )

    def _build_values(self, content: Any, depth: int) -> Any:
        import pandas as pd

        name, items = content
        if not _PANDAS_DTYPE.fullmatch(name):
            raise NotPlain("it has an odd type")
        values = self._list(items, depth)
        if name == "object":
            return self._build_objects([[len(values)], items], depth)
        return pd.array(values, dtype=name)

    def _build_graph(self, content: Any, depth: int) -> Any:
        import networkx as nx

        name, attributes, nodes, edges = content
        if name not in _GRAPHS:
            raise NotPlain("an unknown kind of graph")
        found = getattr(nx, name)()
        found.graph.update(self._decode(attributes, depth))
        for node, about in nodes:
            found.add_node(self._decode(node, depth), **self._decode(about, depth))
        for edge in edges:
            parts = self._list(edge, depth)
            found.add_edge(*parts[:-1], **parts[-1])
        return found

    def _build_data(self, content: Any, depth: int) -> Any:
        module, name, fields = content
        if not _within(module, self.packages) or not name.isidentifier():
            raise NotPlain("it is not one of the course's own types")
        kind = getattr(sys.modules.get(module) or importlib.import_module(module), name)
        if not (isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__module__ == module):
            raise NotPlain("it is not one of the course's own types")
        return kind(**{_text(key, 200): self._decode(value, depth) for key, value in fields.items()})


def _within(module: Any, packages: tuple[str, ...]) -> bool:
    """Say whether a module belongs to one of the packages."""
    return type(module) is str and any(module == name or module.startswith(name + ".") for name in packages)


def _fits(value: decimal.Decimal) -> bool:
    """Say whether a number's digits could be written out."""
    return not value.is_finite() or abs(value.adjusted()) <= MAX_DIGITS


def _short(value: range) -> range:
    if abs(value.stop - value.start) > MAX_LENGTH * abs(value.step):
        raise NotPlain("it is longer than is taken")
    return value


# Valid ranges in a random generator's state. numpy does not check them: a wrong one reads out of bounds.
_MOST = {"pos": 624, "buffer_pos": 4, "has_uint32": 1, "has_gauss": 1, "uinteger": 2**32 - 1}


def _same_form(state: Any, model: Any, name: str = "") -> None:
    """Make sure that a random generator's state is in the form of another one's, with every number in its range."""
    if type(state) is not type(model):
        raise NotPlain("it is no state of a random generator")
    if isinstance(model, dict):
        if state.keys() != model.keys():
            raise NotPlain("it is no state of a random generator")
        for key, part in model.items():
            _same_form(state[key], part, key)
    elif isinstance(
        model, tuple
    ):  # the older form: name, key, position, whether a number is kept, that number
        if len(state) != len(model):
            raise NotPlain("it is no state of a random generator")
        for key, one, other in zip(("", "key", "pos", "has_gauss", ""), state, model, strict=True):
            _same_form(one, other, key)
    elif hasattr(model, "dtype"):
        if state.dtype != model.dtype or state.shape != model.shape:
            raise NotPlain("it is no state of a random generator")
    elif isinstance(model, str):
        if state != model:
            raise NotPlain("it is the state of another random generator")
    elif isinstance(model, int) and not 0 <= state <= _MOST.get(name, 2**128 - 1):
        raise NotPlain("a number in the state of a random generator is out of range")


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise NotPlain("a whole number was expected")
    return value


def _text(value: Any, longest: int) -> str:
    if type(value) is not str or len(value) > longest:
        raise NotPlain("a short text was expected")
    return value

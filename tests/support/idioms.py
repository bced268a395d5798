"""What teachers write in checks: each idiom with the solution, a wrong answer, and the check that tells them apart.

The idioms stand by kind. Under stock nbgrader every solution earns its point and every wrong answer none; so it is to
be here. Idioms of one kind share a notebook, so every name is used once.
"""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Idiom:
    """One exercise.

    Attributes
    ----------
    kind, name : str
        The notebook that it stands in, and its grade id.
    solution, wrong, check : str
        Cells. `given` is a cell before them that students get as it is.
    """

    kind: str
    name: str
    solution: str
    wrong: str
    check: str
    given: str = ""


def _read(kind: str, text: str) -> list[Idiom]:
    """Read idioms from text: a name after ``@@``, and parts after ``--``."""
    found = []
    for part in text.split("\n@@ ")[1:]:
        name, _, rest = part.partition("\n")
        cells = {"given": "", "solution": "", "wrong": "", "check": ""}
        where = "solution"
        for line in rest.split("\n"):
            if line.startswith("-- "):
                where = line[3:].strip()
            else:
                cells[where] += line + "\n"
        found.append(Idiom(kind, name.strip(), **{key: value.strip("\n") for key, value in cells.items()}))
    return found


OBJECTS = r"""
@@ dataclass-equality
from dataclasses import dataclass
@dataclass
class Coin:
    value: int
-- wrong
from dataclasses import dataclass
@dataclass
class Coin:
    value: int
    def __post_init__(self): self.value += 1
    def __eq__(self, other): return False
-- check
assert Coin(3) == Coin(3)
assert Coin(3) != Coin(4)
@@ operators
class Vec:
    def __init__(self, x): self.x = x
    def __add__(self, other): return Vec(self.x + other.x)
    def __mul__(self, k): return Vec(self.x * k)
    def __rmul__(self, k): return Vec(self.x * k)
    def __sub__(self, other): return Vec(self.x - other.x)
-- wrong
class Vec:
    def __init__(self, x): self.x = x
    def __add__(self, other): return Vec(self.x)
    def __mul__(self, k): return Vec(self.x + k)
    __rmul__ = __mul__
    def __sub__(self, other): return Vec(self.x)
-- check
assert (Vec(1) + Vec(2)).x == 3
assert (Vec(2) * 3).x == 6 and (3 * Vec(2)).x == 6
assert (Vec(5) - Vec(2)).x == 3
@@ unary
class Debt:
    def __init__(self, x): self.x = x
    def __neg__(self): return Debt(-self.x)
    def __abs__(self): return abs(self.x)
-- wrong
class Debt:
    def __init__(self, x): self.x = x
    def __neg__(self): return Debt(self.x)
    def __abs__(self): return self.x
-- check
assert (-Debt(2)).x == -2
assert abs(Debt(-4)) == 4
@@ ordering
from functools import total_ordering
@total_ordering
class Rank:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
-- wrong
class Rank:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n > o.n
-- check
assert Rank(1) < Rank(2)
assert [r.n for r in sorted([Rank(3), Rank(1), Rank(2)])] == [1, 2, 3]
assert max(Rank(1), Rank(5)).n == 5
@@ representation
class Ship:
    def __init__(self, name): self.name = name
    def __repr__(self): return f"Ship({self.name!r})"
-- wrong
class Ship:
    def __init__(self, name): self.name = name
-- check
assert repr(Ship('Kim')) == "Ship('Kim')"
assert f"{Ship('A')!r}" == "Ship('A')"
@@ hashing
class Tag:
    def __init__(self, s): self.s = s
    def __eq__(self, o): return isinstance(o, Tag) and o.s == self.s
    def __hash__(self): return hash(self.s)
-- wrong
class Tag:
    def __init__(self, s): self.s = s
-- check
assert len({Tag('a'), Tag('a'), Tag('b')}) == 2
assert hash(Tag('a')) == hash(Tag('a'))
@@ inheritance
class Animal:
    def sound(self): return '...'
class Dog(Animal):
    def sound(self): return 'woof'
-- wrong
class Animal:
    def sound(self): return '...'
class Dog:
    def sound(self): return 'woof'
-- check
assert issubclass(Dog, Animal)
assert isinstance(Dog(), Animal) and Dog().sound() == 'woof'
@@ enumeration
from enum import Enum
class Colour(Enum):
    RED = 1
    BLUE = 2
-- wrong
class Colour:
    RED = 1
    BLUE = 3
-- check
assert Colour.RED.value == 1
assert Colour(2) is Colour.BLUE
assert [c.name for c in Colour] == ['RED', 'BLUE']
@@ context-manager
class Door:
    def __init__(self): self.open = False
    def __enter__(self): self.open = True; return self
    def __exit__(self, *a): self.open = False
-- wrong
class Door:
    def __init__(self): self.open = False
    def __enter__(self): self.open = True; return self
    def __exit__(self, *a): pass
-- check
with Door() as door:
    assert door.open
assert not door.open
@@ own-iteration
class Deck:
    def __init__(self, cards): self.cards = list(cards)
    def __iter__(self): return iter(self.cards)
    def __contains__(self, c): return c in self.cards
    def __len__(self): return len(self.cards)
    def __getitem__(self, i): return self.cards[i]
    def __setitem__(self, i, v): self.cards[i] = v
-- wrong
class Deck:
    def __init__(self, cards): self.cards = list(cards)
    def __iter__(self): return iter(self.cards)
    def __contains__(self, c): return True
    def __len__(self): return 0
    def __getitem__(self, i): return 1
    def __setitem__(self, i, v): pass
-- check
deck = Deck('abc')
assert list(deck) == ['a', 'b', 'c'] and 'b' in deck and 'z' not in deck
deck[0] = 'q'
assert deck[0] == 'q' and len(deck) == 3 and deck[1:] == ['b', 'c']
@@ asdict
import dataclasses
@dataclasses.dataclass
class Point:
    x: int
    y: int = 0
-- wrong
import dataclasses
@dataclasses.dataclass
class Point:
    x: int
    y: int = 1
-- check
import dataclasses
assert dataclasses.asdict(Point(1)) == {'x': 1, 'y': 0}
@@ property-and-methods
class Circle:
    count = 0
    def __init__(self, r): self.r = r; Circle.count += 1
    @property
    def area(self): return 3 * self.r ** 2
    @classmethod
    def unit(cls): return cls(1)
    @staticmethod
    def sides(): return 0
-- wrong
class Circle:
    count = 0
    def __init__(self, r): self.r = r
    def area(self): return 3 * self.r ** 2
    @classmethod
    def unit(cls): return cls(2)
    @staticmethod
    def sides(): return 0
-- check
assert Circle(2).area == 12 and Circle.unit().r == 1 and Circle.sides() == 0
assert Circle.count == 2
@@ abstract
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
class Square(Shape):
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
-- wrong
class Shape:
    def area(self): ...
class Square(Shape):
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
-- check
try:
    Shape()
except TypeError:
    pass
else:
    raise AssertionError('Shape is abstract')
assert Square(3).area() == 9
@@ own-exception
class TooHeavy(Exception):
    pass
def load(x):
    if x > 3: raise TooHeavy('no')
    return x
-- wrong
class TooHeavy(Exception):
    pass
def load(x):
    return x
-- check
try:
    load(9)
except TooHeavy as error:
    assert str(error) == 'no'
else:
    raise AssertionError('load must raise')
assert load(2) == 2
@@ not-equal
class Money:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return self.x == o.x
-- wrong
class Money:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return True
-- check
assert Money(1) != Money(2)
@@ has-no-length
class Box:
    def put(self, x): self.x = x; return self
-- wrong
class Box:
    def put(self, x): self.x = x; return self
    def __len__(self): return 1
-- check
assert not hasattr(Box(), '__len__')
assert not callable(Box())
@@ has-length
class Bag:
    def __len__(self): return 2
-- wrong
class Bag:
    pass
-- check
assert hasattr(Bag(), '__len__') and len(Bag()) == 2
@@ has-iteration
class Roll:
    def __iter__(self): return iter([1])
-- wrong
class Roll:
    pass
-- check
assert hasattr(Roll(), '__iter__')
@@ is-callable
class Adder:
    def __call__(self, x): return x + 1
-- wrong
class Adder:
    pass
-- check
assert callable(Adder())
assert Adder()(2) == 3
@@ instance-dictionary
class Person:
    def __init__(self, name): self.name = name
-- wrong
class Person:
    def __init__(self, name): self.title = name
-- check
assert vars(Person('K')) == {'name': 'K'}
assert Person('K').__dict__ == {'name': 'K'}
@@ type-is
class Cat: pass
def make_cat(): return Cat()
-- wrong
class Cat: pass
def make_cat(): return 'Cat'
-- check
assert type(make_cat()) is Cat
assert type(make_cat()).__name__ == 'Cat'
assert make_cat().__class__ == Cat
@@ attributes-by-dir
class Engine:
    def start(self): return 1
-- wrong
class Engine:
    def begin(self): return 1
-- check
assert 'start' in dir(Engine())
assert 'start' in dir(Engine)
@@ same-object
class Single:
    made = None
    def __new__(cls):
        cls.made = cls.made or super().__new__(cls)
        return cls.made
-- wrong
class Single: pass
-- check
assert Single() is Single()
@@ methods-chain
class Builder:
    def __init__(self): self.parts = []
    def add(self, p): self.parts.append(p); return self
-- wrong
class Builder:
    def __init__(self): self.parts = []
    def add(self, p): return self
-- check
b = Builder()
assert b.add(1) is b
assert b.add(2).parts == [1, 2]
@@ augmented
class Total:
    def __init__(self): self.n = 0
    def __iadd__(self, k): self.n += k; return self
-- wrong
class Total:
    def __init__(self): self.n = 0
    def __iadd__(self, k): return self
-- check
t = Total()
t += 4
assert t.n == 4
@@ truth
class Queue:
    def __init__(self, n): self.n = n
    def __bool__(self): return self.n > 0
-- wrong
class Queue:
    def __init__(self, n): self.n = n
-- check
assert Queue(1)
assert not Queue(0)
@@ copying
class Plan:
    def __init__(self): self.steps = []
-- wrong
class Plan:
    steps = []
-- check
import copy
p = Plan()
q = copy.deepcopy(p)
q.steps.append(1)
assert p.steps == []
@@ formatted
class Temp:
    def __init__(self, c): self.c = c
    def __format__(self, spec): return f'{self.c:{spec}}C'
    def __str__(self): return 't'
-- wrong
class Temp:
    def __init__(self, c): self.c = c
    def __str__(self): return 't'
-- check
assert f'{Temp(3.14159):.1f}' == '3.1C'
@@ attribute-set-by-check
class Light:
    on = False
    def state(self): return 'on' if self.on else 'off'
-- wrong
class Light:
    on = False
    def state(self): return 'off'
-- check
lamp = Light()
lamp.on = True
assert lamp.state() == 'on'

@@ class-variables
class DogCounted:
    count = 0
    def __init__(self): DogCounted.count += 1
-- wrong
class DogCounted:
    count = 0
-- check
DogCounted(); DogCounted()
assert DogCounted.count == 2

@@ bases
class AnimalBase: pass
class CatBase(AnimalBase): pass
-- wrong
class AnimalBase: pass
class CatBase: pass
-- check
assert CatBase.__bases__ == (AnimalBase,) and CatBase.__mro__[1].__name__ == 'AnimalBase'
assert isinstance(CatBase(), AnimalBase)

@@ subclassed-by-check
class ShapeBase:
    def area(self): raise NotImplementedError
    def describe(self): return f'area {self.area()}'
-- wrong
class ShapeBase:
    def area(self): raise NotImplementedError
    def describe(self): return 'area'
-- check
class SquareChecked(ShapeBase):
    def area(self): return 4
assert SquareChecked().describe() == 'area 4'

@@ more-operators
class MoreOps:
    def __init__(self, v): self.v = v
    def __matmul__(self, o): return self.v * o.v
    def __floordiv__(self, n): return self.v // n
    def __getitem__(self, s): return s.start, s.stop
    def __divmod__(self, n): return divmod(self.v, n)
-- wrong
class MoreOps:
    def __init__(self, v): self.v = v
-- check
assert MoreOps(3) @ MoreOps(4) == 12 and MoreOps(7) // 2 == 3
assert MoreOps(1)[1:3] == (1, 3) and divmod(MoreOps(7), 2) == (3, 1)

@@ pickled
class Pickled:
    def __init__(self, v): self.v = v
-- wrong
class Pickled:
    def __init__(self, v): self.v = v
    def __reduce__(self): raise TypeError('no')
-- check
import pickle
assert pickle.loads(pickle.dumps(Pickled(3))).v == 3

@@ attribute-functions
class BoxSized:
    def __init__(self): self.size = 1
-- wrong
class BoxSized:
    def __init__(self): self._size = 1
-- check
box_sized = BoxSized()
setattr(box_sized, 'size', getattr(box_sized, 'size') + 1)
assert box_sized.size == 2
del box_sized.size
assert not hasattr(box_sized, 'size')

@@ frozen-dataclass
from dataclasses import dataclass
@dataclass(frozen=True)
class Place:
    x: int
    y: int = 2
-- wrong
from dataclasses import dataclass
@dataclass
class Place:
    x: int
    y: int = 2
-- check
import dataclasses
place = Place(1)
try:
    place.x = 5
except dataclasses.FrozenInstanceError:
    pass
else:
    raise AssertionError('frozen')
assert [f.name for f in dataclasses.fields(Place)] == ['x', 'y'] and dataclasses.replace(place, y=9).y == 9

@@ named-tuple
from typing import NamedTuple
class Pair(NamedTuple):
    left: int
    right: int = 0
-- wrong
class Pair:
    def __init__(self, left, right=0): self.left, self.right = left, right
-- check
assert Pair._fields == ('left', 'right') and issubclass(Pair, tuple)
left_part, right_part = Pair(4)
assert (left_part, right_part) == (4, 0) and Pair(1)._replace(right=3) == (1, 3)

@@ setter-raises
class Account:
    def __init__(self, balance): self._balance = balance
    @property
    def balance(self): return self._balance
    @balance.setter
    def balance(self, value):
        if value < 0: raise ValueError('negative balance')
        self._balance = value
-- wrong
class Account:
    def __init__(self, balance): self.balance = balance
-- check
account = Account(5)
account.balance = 7
assert account.balance == 7 and isinstance(Account.balance, property)
try:
    account.balance = -1
    assert False, 'ValueError expected'
except ValueError as error:
    assert 'negative' in str(error)

@@ contextmanager
from contextlib import contextmanager
steps_taken = []
@contextmanager
def opened(name):
    steps_taken.append('open')
    try: yield name.upper()
    finally: steps_taken.append('close')
-- wrong
from contextlib import contextmanager
steps_taken = []
@contextmanager
def opened(name):
    steps_taken.append('open')
    yield name.upper()
    steps_taken.append('close')
-- check
steps_taken.clear()
try:
    with opened('a') as given_name:
        assert given_name == 'A'
        raise KeyError('x')
except KeyError:
    pass
assert steps_taken == ['open', 'close']

@@ exit-suppresses
class Calm:
    def __enter__(self): return self
    def __exit__(self, kind, error, trace):
        self.seen = kind
        return kind is ZeroDivisionError
-- wrong
class Calm:
    def __enter__(self): return self
    def __exit__(self, kind, error, trace): self.seen = None
-- check
calm = Calm()
with calm:
    1 / 0
assert calm.seen is ZeroDivisionError

@@ exception-cause
class LoadError(Exception):
    def __init__(self, text, code):
        super().__init__(text)
        self.code = code
def load_key(found, key):
    try: return found[key]
    except KeyError as error: raise LoadError('missing', 404) from error
-- wrong
class LoadError(Exception): pass
def load_key(found, key): return found[key]
-- check
try:
    load_key({}, 'a')
except LoadError as error:
    assert error.code == 404 and isinstance(error.__cause__, KeyError)
else:
    raise AssertionError

@@ patched-method
class Stall:
    def price(self): return 10
    def total(self, n): return n * self.price()
-- wrong
class Stall:
    def price(self): return 10
    def total(self, n): return n * 10
-- check
from unittest.mock import patch
with patch.object(Stall, 'price', return_value=3) as priced:
    assert Stall().total(2) == 6
priced.assert_called_once()

@@ hash-of-type
class Parcel: pass
parcel = Parcel()
weight_of = 3.0
-- wrong
class Parcel: pass
parcel = Parcel
weight_of = 3
-- check
from hashlib import sha1
assert sha1(str(type(weight_of)).encode() + b'7a').hexdigest() == sha1(b"<class 'float'>7a").hexdigest()
assert sha1(str(type(parcel)).encode()).hexdigest() == sha1(b"<class '__main__.Parcel'>").hexdigest()

@@ objects-in-containers
class Card:
    def __init__(self, suit): self.suit = suit
    def __eq__(self, other): return isinstance(other, Card) and self.suit == other.suit
    def __hash__(self): return hash(self.suit)
def deal(): return [Card('a'), Card('b')]
-- wrong
class Card:
    def __init__(self, suit): self.suit = suit
def deal(): return [Card('a'), Card('b')]
-- check
assert Card('a') in deal() and deal().index(Card('b')) == 1 and {Card('a'): 1}[Card('a')] == 1
"""

FUNCTIONS = r"""
@@ generator-next
def countdown(n):
    while n > 0:
        yield n
        n -= 1
-- wrong
def countdown(n):
    yield 0
-- check
g = countdown(2)
assert next(g) == 2 and next(g) == 1
assert next(g, None) is None
@@ generator-kind
def squares(n):
    for i in range(n): yield i * i
-- wrong
def squares(n):
    return [i * i for i in range(n)]
-- check
import inspect, types
assert inspect.isgeneratorfunction(squares)
assert isinstance(squares(3), types.GeneratorType)
@@ generator-sent
def averager():
    total, n, mean = 0, 0, None
    while True:
        x = yield mean
        total += x; n += 1; mean = total / n
-- wrong
def averager():
    while True:
        yield 0
-- check
a = averager()
next(a)
assert a.send(2) == 2 and a.send(4) == 3
@@ coroutine-run
import asyncio
async def fetch(x):
    await asyncio.sleep(0)
    return x + 1
-- wrong
async def fetch(x):
    return x
-- check
import asyncio
assert asyncio.run(fetch(1)) == 2
@@ coroutine-awaited
async def later(x):
    return x * 2
-- wrong
async def later(x):
    return x
-- check
assert await later(4) == 8
@@ docstring
def area_of(r):
    "Return the area of a circle."
    return 3 * r * r
-- wrong
def area_of(r):
    return 3 * r * r
-- check
assert area_of.__doc__, 'write a docstring'
assert 'area' in area_of.__doc__
@@ annotations
def halve(x: int) -> float:
    return x / 2
-- wrong
def halve(x):
    return x / 2
-- check
assert halve.__annotations__ == {'x': int, 'return': float}
@@ signature
def power(base, exponent=2, *, loud=False):
    return base ** exponent
-- wrong
def power(base, exponent):
    return base ** exponent
-- check
import inspect
assert list(inspect.signature(power).parameters) == ['base', 'exponent', 'loud']
assert power.__defaults__ == (2,)
@@ code
def looped(n):
    total = 0
    for i in range(n): total += i
    return total
-- wrong
def looped(n): return sum(range(n))
-- check
assert 'total' in looped.__code__.co_varnames
assert looped(4) == 6
@@ function-source
def product(xs):
    out = 1
    for x in xs: out *= x
    return out
-- wrong
import math
def product(xs): return math.prod(xs)
-- check
import inspect
assert 'prod(' not in inspect.getsource(product).split(':', 1)[1]
assert product([2, 3]) == 6
@@ closure
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
-- wrong
def counter():
    return lambda: 1
-- check
one, two = counter(), counter()
assert one() == 1 and one() == 2 and two() == 1
@@ decorator
import functools
def twice(f):
    @functools.wraps(f)
    def run(*a): return 2 * f(*a)
    return run
-- wrong
def twice(f):
    def run(*a): return f(*a)
    return run
-- check
@twice
def three(x): return x + 3
assert three(1) == 8
assert three.__name__ == 'three'
@@ wrapped
import functools
def logged(f):
    @functools.wraps(f)
    def run(*a): return f(*a)
    return run
@logged
def inc(x): return x + 1
-- wrong
def logged(f):
    def run(*a): return f(*a)
    return run
@logged
def inc(x): return x + 1
-- check
assert inc.__wrapped__(1) == 2
assert inc.__name__ == 'inc'
@@ higher-order
def compose(f, g): return lambda x: f(g(x))
-- wrong
def compose(f, g): return lambda x: g(f(x))
-- check
assert compose(lambda x: x + 1, lambda x: x * 10)(2) == 21
@@ keyword-argument-changed
def tidy(items): items.sort()
-- wrong
def tidy(items): sorted(items)
-- check
numbers = [3, 1, 2]
tidy(items=numbers)
assert numbers == [1, 2, 3]
@@ returns-the-same
def grow(xs):
    xs.append(0)
    return xs
-- wrong
def grow(xs):
    return xs + [0]
-- check
xs = [1]
assert grow(xs) is xs and xs == [1, 0]
@@ returns-another
def sorted_copy(xs): return sorted(xs)
-- wrong
def sorted_copy(xs):
    xs.sort()
    return xs
-- check
original = [3, 1]
assert sorted_copy(original) == [1, 3]
assert sorted_copy(original) is not original and original == [3, 1]
@@ aliases
rows = [[0] * 2 for _ in range(2)]
-- wrong
rows = [[0] * 2] * 2
-- check
assert rows[0] is not rows[1]
rows[0][0] = 7
assert rows[1][0] == 0
@@ function-type
def triple(x): return 3 * x
-- wrong
class Triple:
    def __call__(self, x): return 3 * x
triple = Triple()
-- check
import types
assert isinstance(triple, types.FunctionType)
assert triple(2) == 6
@@ several-raises
def parse(text):
    return {'1': 1}[text]
-- wrong
def parse(text): return None
-- check
try:
    parse('2')
except KeyError as error:
    assert error.args == ('2',) and str(error) == "'2'"
else:
    raise AssertionError('KeyError expected')
@@ library-exception
import numpy as np
def inverse(m): return np.linalg.inv(m)
-- wrong
import numpy as np
def inverse(m): return np.asarray(m)
-- check
import numpy as np
try:
    inverse([[1.0, 1.0], [1.0, 1.0]])
except np.linalg.LinAlgError:
    pass
else:
    raise AssertionError('singular')
@@ json-exception
import json
def decode(s): return json.loads(s)
-- wrong
def decode(s): return {}
-- check
import json
try:
    decode('{')
except json.JSONDecodeError:
    pass
else:
    raise AssertionError
@@ recursion
def depth(n): return () if n == 0 else (depth(n - 1),)
-- wrong
def depth(n): return ()
-- check
def levels(t):
    n = 0
    while t: t, n = t[0], n + 1
    return n
assert levels(depth(100)) == 100
@@ large-integer
import math
def fact(n): return math.factorial(n)
-- wrong
def fact(n): return n
-- check
import math
assert fact(6000) == math.factorial(6000)
@@ long-list
def many(n): return list(range(n))
-- wrong
def many(n): return [0] * n
-- check
assert many(2_500_000)[-1] == 2_499_999
@@ default-dictionary
from collections import defaultdict
def tally(word):
    found = defaultdict(int)
    for letter in word: found[letter] += 1
    return found
-- wrong
def tally(word):
    return {letter: 1 for letter in word}
-- check
from collections import defaultdict
assert isinstance(tally('aab'), defaultdict)
assert tally('aab')['a'] == 2 and tally('aab')['z'] == 0
@@ iterator-zip
def pairs(a, b): return zip(a, b)
-- wrong
def pairs(a, b): return [(x, y) for x in a for y in b]
-- check
assert isinstance(pairs([1], [2]), zip)
assert list(pairs([1, 2], [3, 4])) == [(1, 3), (2, 4)]

@@ unittest-asserts
def add_numbers(a, b): return a + b
-- wrong
def add_numbers(a, b): return a - b
-- check
import unittest
tc = unittest.TestCase()
tc.assertEqual(add_numbers(1, 2), 3)
tc.assertAlmostEqual(add_numbers(0.1, 0.2), 0.3)
with tc.assertRaises(TypeError):
    add_numbers(1)

@@ unittest-suite
def add_texts(a, b): return a + b
-- wrong
def add_texts(a, b): return a - b
-- check
import unittest
class TestAdd(unittest.TestCase):
    def test_small(self): self.assertEqual(add_texts(1, 2), 3)
    def test_text(self): self.assertEqual(add_texts('a', 'b'), 'ab')
result = unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(TestAdd))
assert result.wasSuccessful()

@@ cache-info
from functools import lru_cache
@lru_cache(maxsize=None)
def fib_cached(n): return n if n < 2 else fib_cached(n - 1) + fib_cached(n - 2)
-- wrong
def fib_cached(n): return n if n < 2 else fib_cached(n - 1) + fib_cached(n - 2)
-- check
assert fib_cached(20) == 6765
assert fib_cached.cache_info().hits > 0

@@ given-to-builtins
def key_length(word): return len(word)
def is_even_one(n): return n % 2 == 0
def join_digits(a, b): return a * 10 + b
-- wrong
def key_length(word): return 0
def is_even_one(n): return True
def join_digits(a, b): return a
-- check
from functools import reduce
assert sorted(['ccc', 'a', 'bb'], key=key_length) == ['a', 'bb', 'ccc']
assert list(filter(is_even_one, range(5))) == [0, 2, 4] and list(map(is_even_one, [1, 2])) == [False, True]
assert reduce(join_digits, [1, 2, 3]) == 123 and max(['a', 'bb'], key=key_length) == 'bb'

@@ solved-by-scipy
def parabola(x): return x ** 2 - 2
-- wrong
def parabola(x): return x - 2
-- check
from scipy import optimize, integrate
assert abs(optimize.brentq(parabola, 0, 3) - 2 ** 0.5) < 1e-9
assert abs(integrate.quad(parabola, 0, 1)[0] - (1 / 3 - 2)) < 1e-9
assert integrate.solve_ivp(lambda t, y: [parabola(y[0])], (0, 0.1), [0.0]).success

@@ islice
def odds_on():
    n = 1
    while True:
        yield n
        n += 2
-- wrong
def odds_on():
    n = 0
    while True:
        yield n
        n += 2
-- check
from itertools import islice, takewhile
assert list(islice(odds_on(), 3)) == [1, 3, 5] and list(takewhile(lambda n: n < 6, odds_on())) == [1, 3, 5]
assert sum(1 for _, _ in zip(odds_on(), range(4))) == 4

@@ gathered
import asyncio
async def wait_double(n):
    await asyncio.sleep(0)
    return n * 2
-- wrong
import asyncio
async def wait_double(n): return n
-- check
import asyncio
async def wait_both(): return await asyncio.gather(wait_double(1), wait_double(2))
assert asyncio.run(wait_both()) == [2, 4]

@@ threads-of-the-check
def work_square(n): return n * n
-- wrong
def work_square(n): return n
-- check
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as pool:
    assert list(pool.map(work_square, [1, 2, 3])) == [1, 4, 9]

@@ rows-not-aliased
def zeros_grid(n): return [[0] * n for _ in range(n)]
-- wrong
def zeros_grid(n): return [[0] * n] * n
-- check
rows_grid = zeros_grid(3)
assert len(set(map(id, rows_grid))) == 3
rows_grid[0][0] = 1
assert rows_grid[1][0] == 0

@@ singletons
def is_bare(x): return len(x) == 0
nothing_there = None
-- wrong
def is_bare(x): return 1 if not x else 0
nothing_there = None
-- check
assert is_bare([]) is True and is_bare([1]) is False and nothing_there is None

@@ function-attributes
def area_with_unit(w, h=2, *, unit='m'):
    'Return it.'
    return w * h
-- wrong
def area_with_unit(w, h): return w * h
-- check
assert area_with_unit.__name__ == 'area_with_unit' and area_with_unit.__defaults__ == (2,)
assert area_with_unit.__kwdefaults__ == {'unit': 'm'}

@@ callback-raises
def call_safely(f, x):
    try: return f(x)
    except ZeroDivisionError: return None
-- wrong
def call_safely(f, x): return f(x)
-- check
assert call_safely(lambda x: 1 / x, 0) is None and call_safely(lambda x: 1 / x, 2) == 0.5
try:
    call_safely(lambda x: int(x), 'a')
except ValueError:
    pass

@@ counted-calls
def call_twice(f): return f(1) + f(2)
-- wrong
def call_twice(f): return f(1) * 2
-- check
calls_spied = []
def spy_on(x):
    calls_spied.append(x)
    return x
assert call_twice(spy_on) == 3 and calls_spied == [1, 2]

@@ generator-return
def part_of():
    yield 1
    return 'done'
def whole_of():
    end = yield from part_of()
    yield end
-- wrong
def part_of():
    yield 1
def whole_of():
    yield 1
-- check
assert list(whole_of()) == [1, 'done']
parts = part_of()
next(parts)
try: next(parts)
except StopIteration as stop: assert stop.value == 'done'

@@ asynchronous-generator
async def ticks(n):
    for i in range(n): yield i * 2
-- wrong
async def ticks(n):
    for i in range(n): yield i
-- check
assert [x async for x in ticks(3)] == [0, 2, 4]

@@ type-hints
from typing import Optional
def first_of(xs: list[int], default: Optional[int] = None) -> Optional[int]: return xs[0] if xs else default
-- wrong
def first_of(xs, default=None): return xs[0] if xs else default
-- check
import inspect, typing
hints = typing.get_type_hints(first_of)
assert hints == {'xs': list[int], 'default': typing.Optional[int], 'return': typing.Optional[int]}
assert inspect.signature(first_of).parameters['default'].default is None

@@ doctest
def squared(n):
    '''Square.

    >>> squared(3)
    9
    '''
    return n * n
-- wrong
def squared(n):
    '''Square.

    >>> squared(3)
    9
    '''
    return n + n
-- check
import doctest
doctests = doctest.DocTestRunner(verbose=False)
for each_doctest in doctest.DocTestFinder().find(squared, 'squared', globs=globals()): doctests.run(each_doctest)
assert doctests.tries >= 1 and doctests.failures == 0

@@ parsed-source
def sum_positive(xs): return sum(x for x in xs if x > 0)
-- wrong
def sum_positive(xs):
    total = 0
    for x in xs:
        if x > 0: total += x
    return total
-- check
import ast, inspect
nodes = ast.walk(ast.parse(inspect.getsource(sum_positive)))
assert not any(isinstance(node, (ast.For, ast.While)) for node in nodes), 'no loops please'
assert sum_positive([1, -1, 2]) == 3

@@ counting-decorator
def count_calls(f):
    def run(*a):
        run.calls += 1
        return f(*a)
    run.calls = 0
    return run
-- wrong
def count_calls(f): return f
-- check
@count_calls
def hello_counted(x): return x
hello_counted(1); hello_counted(2)
assert hello_counted.calls == 2

@@ calls-itself
def fibonacci(n): return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
-- wrong
def fibonacci(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
-- check
kept_fibonacci, asked_for = fibonacci, []
def fibonacci(n):
    asked_for.append(n)
    return kept_fibonacci(n)
assert fibonacci(5) == 5
fibonacci = kept_fibonacci
assert len(asked_for) > 1, 'fibonacci must call itself'

@@ raises-with-words
def checked_age(x):
    if x < 0: raise ValueError(f'age {x} is below 0')
    return x
-- wrong
def checked_age(x):
    if x < 0: raise ValueError('bad')
    return x
-- check
import unittest
with unittest.TestCase().assertRaisesRegex(ValueError, r'age -\d+'): checked_age(-3)

@@ mutable-default
def put_in(x, box=None):
    box = [] if box is None else box
    box.append(x)
    return box
-- wrong
def put_in(x, box=[]):
    box.append(x)
    return box
-- check
assert put_in(1) == [1] and put_in(2) == [2]
"""

AROUND = r"""
@@ printed
def hello(): print('Hello, world')
-- wrong
def hello(): print('Hello')
-- check
import io
from contextlib import redirect_stdout
buffer = io.StringIO()
with redirect_stdout(buffer):
    hello()
assert buffer.getvalue() == 'Hello, world\n'
@@ printed-nothing
def quiet(x): return x
-- wrong
def quiet(x):
    print(x)
    return x
-- check
import io, contextlib
heard = io.StringIO()
with contextlib.redirect_stdout(heard):
    assert quiet(3) == 3
assert heard.getvalue() == ''
@@ patched-stdout
def shout(): print('HEY')
-- wrong
def shout(): print('hey')
-- check
import io
from unittest.mock import patch
with patch('sys.stdout', new_callable=io.StringIO) as out:
    shout()
assert out.getvalue().strip() == 'HEY'
@@ patched-print
def report(x): print(x, 'km')
-- wrong
def report(x): print(x)
-- check
from unittest.mock import patch
with patch('builtins.print') as printed:
    report(3)
printed.assert_called_once_with(3, 'km')
@@ patched-main
def lowest(a, b): return a if a < b else b
-- wrong
def lowest(a, b): return min(a, b)
-- check
from unittest.mock import patch
with patch('__main__.min') as m:
    lowest(1, 2)
    m.assert_not_called()
assert lowest(3, 2) == 2
@@ patched-library
import math
def hyp(a, b): return math.sqrt(a * a + b * b)
-- wrong
def hyp(a, b): return (a * a + b * b) ** .5
-- check
from unittest import mock
with mock.patch('math.sqrt', return_value=-1):
    assert hyp(3, 4) == -1
assert hyp(3, 4) == 5
@@ patched-input
def ask(): return int(input('age? ')) + 1
-- wrong
def ask(): return 42
-- check
from unittest.mock import patch
with patch('builtins.input', return_value='21'):
    assert ask() == 22
@@ replaced-input
def name(): return input('who? ').upper()
-- wrong
def name(): return 'X'
-- check
input = lambda prompt='': 'kim'
assert name() == 'KIM'
del input
@@ seed-of-random
import random
def dice(): return random.randint(1, 6)
-- wrong
def dice(): return 7
-- check
import random
random.seed(4)
mine = [dice() for _ in range(5)]
random.seed(4)
assert mine == [random.randint(1, 6) for _ in range(5)]
@@ seed-of-numpy
import numpy as np
def draw(n): return np.random.rand(n)
-- wrong
import numpy as np
def draw(n): return np.zeros(n)
-- check
import numpy as np
np.random.seed(42)
assert abs(draw(1)[0] - 0.3745401188) < 1e-6
@@ global-changed
-- given
R = 2
-- solution
def disc(): return R * R
-- wrong
def disc(): return 4
-- check
R = 5
assert disc() == 25
R = 2
@@ global-made-by-check
def volume(): return SIDE ** 3
-- wrong
def volume(): return 8
-- check
SIDE = 3
assert volume() == 27
@@ file-made-by-check
def lines(path):
    with open(path) as f: return len(f.readlines())
-- wrong
def lines(path): return 1
-- check
with open('t.txt', 'w') as f: f.write('a\nb\n')
assert lines('t.txt') == 2
@@ temporary-file
def size(path):
    with open(path) as f: return len(f.read())
-- wrong
def size(path): return 0
-- check
import tempfile, os
with tempfile.TemporaryDirectory() as folder:
    where = os.path.join(folder, 'x')
    with open(where, 'w') as f: f.write('abc')
    assert size(where) == 3
@@ file-made-by-answer
def save(path):
    with open(path, 'w') as f: f.write('done')
-- wrong
def save(path): pass
-- check
import os
save('saved.txt')
assert os.path.exists('saved.txt'), 'the file was not created'
assert open('saved.txt').read() == 'done'
@@ file-removed-by-answer
import os
def clean(path):
    if os.path.exists(path): os.remove(path)
-- wrong
def clean(path): pass
-- check
import os
open('old.txt', 'w').close()
clean('old.txt')
assert not os.path.exists('old.txt')
@@ environment
import os
def home(): return os.environ.get('COURSE_HOME', 'none')
-- wrong
def home(): return 'none'
-- check
import os
os.environ['COURSE_HOME'] = '/x'
assert home() == '/x'
@@ warnings-recorded
import warnings
def old(): warnings.warn('use new', DeprecationWarning)
-- wrong
def old(): pass
-- check
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    old()
assert len(caught) == 1 and issubclass(caught[0].category, DeprecationWarning)
@@ no-warnings
def modern(): return 1
-- wrong
import warnings
def modern():
    warnings.warn('old')
    return 1
-- check
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    assert modern() == 1
assert not caught
@@ decimal-context
from decimal import Decimal
def third(): return Decimal(1) / Decimal(3)
-- wrong
from decimal import Decimal
def third(): return Decimal('0.333')
-- check
import decimal
with decimal.localcontext() as context:
    context.prec = 5
    assert third() == decimal.Decimal('0.33333')
@@ name-in-dir
velocity = 3
-- wrong
speed = 3
-- check
assert 'velocity' in dir()
@@ name-in-globals
mass = 4
-- wrong
weight = 4
-- check
assert 'mass' in globals() and globals()['mass'] == 4
@@ name-in-locals
charge = 4
-- wrong
load_ = 4
-- check
assert 'charge' in locals() and 'charge' in vars()
@@ names-listed
alpha_one, alpha_two = 1, 2
-- wrong
alpha_one = 1
-- check
assert len([n for n in globals() if n.startswith('alpha_')]) == 2
@@ executed-text
def double(x): return 2 * x
-- wrong
def double(x): return x
-- check
exec("result = double(4)")
assert result == 8
assert eval("double(1)") == 2
@@ deleted-and-put-back
-- given
def helper(x): return x + 1
-- solution
def uses(x): return helper(x) * 2
-- wrong
def uses(x): return (x + 1) * 2
-- check
old_helper = helper
del helper
try:
    uses(1)
except NameError:
    pass
else:
    raise AssertionError('call helper')
helper = old_helper
assert uses(1) == 4
@@ emptied-dictionary
cache = {}
def remember(k):
    cache[k] = k * 2
    return cache[k]
-- wrong
cache = {}
def remember(k):
    return k * 2
-- check
cache.clear()
assert remember(3) == 6
assert cache == {3: 6}
@@ global-reset-by-check
hits = 0
def hit():
    global hits
    hits += 1
-- wrong
hits = 0
def hit():
    hits = 1
-- check
hits = 5
hit()
assert hits == 6
@@ given-list-shared
inventory = []
def stock(items, x): items.append(x)
def held(): return len(inventory)
-- wrong
inventory = []
def stock(items, x): items = items + [x]
def held(): return len(inventory)
-- check
stock(inventory, 'a')
assert inventory == ['a'] and held() == 1
@@ displayed
shown = 3
-- wrong
shown = 4
-- check
display(shown)
assert shown == 3
@@ late-future
def nothing(): return None
-- wrong
def nothing(): return 1
-- check
x = 1
from __future__ import annotations
def f(a: undefined_name) -> int: ...
assert nothing() is None
@@ magic-in-check
quick = sum(range(10))
-- wrong
quick = 1
-- check
%timeit -n 1 -r 1 sum(range(3))
assert quick == 45
@@ partial-credit
def steps(n): return list(range(n))
-- wrong
def steps(n): return None
-- check
score = 0
if steps(2) == [0, 1]: score += 0.5
if steps(0) == []: score += 0.5
score
@@ thread-in-check
def plus(x): return x + 1
-- wrong
def plus(x): return x
-- check
import threading
out = []
t = threading.Thread(target=lambda: out.append(plus(1)))
t.start(); t.join()
assert out == [2]
@@ check-binds-for-later
-- given
pass
-- solution
base = 5
-- wrong
base = 6
-- check
import statistics as st
later_helper = st.mean([1, 3])
assert base == 5
@@ bound-by-check-before
top = later_helper + st.mean([2, 4])
-- wrong
top = 0
-- check
assert top == 5

@@ errstate
import numpy as np
def divide_safely(a, b): return np.divide(a, b, out=np.zeros_like(a), where=b != 0)
-- wrong
import numpy as np
def divide_safely(a, b): return np.nan_to_num(a / b, posinf=0)
-- check
import numpy as np
with np.errstate(all='raise'):
    assert divide_safely(np.array([1.0, 2.0]), np.array([1.0, 0.0])).tolist() == [1.0, 0.0]

@@ print-options
import numpy as np
def shown_row(): return str(np.array([1 / 3, 2 / 3]))
-- wrong
import numpy as np
def shown_row(): return '[0.33333333 0.66666667]'
-- check
import numpy as np
with np.printoptions(precision=2):
    assert shown_row() == '[0.33 0.67]'

@@ warnings-filtered
import warnings
def without_warning(x): return x + 1
-- wrong
import warnings
def without_warning(x):
    warnings.warn('careful')
    return x + 1
-- check
import warnings
warnings.simplefilter('error')
try:
    assert without_warning(1) == 2
finally:
    warnings.resetwarnings()

@@ search-path
def from_module():
    import harbour_rules
    return harbour_rules.LIMIT
-- wrong
def from_module(): return 0
-- check
import os, sys, tempfile
rules_folder = tempfile.mkdtemp()
with open(os.path.join(rules_folder, 'harbour_rules.py'), 'w') as file:
    file.write('LIMIT = 12')
sys.path.insert(0, rules_folder)
try:
    assert from_module() == 12
finally:
    sys.path.remove(rules_folder)

@@ stdout-replaced
def greet_out(): print('hello')
-- wrong
def greet_out(): print('bye')
-- check
import io, sys
old_out = sys.stdout
sys.stdout = io.StringIO()
greet_out()
said_out = sys.stdout.getvalue()
sys.stdout = old_out
assert said_out == 'hello\n'

@@ print-rebound
def greet_both(): print('hello', 'you')
-- wrong
def greet_both(): print('bye')
-- check
said_both = []
def print(*parts): said_both.append(parts)
greet_both()
del print
assert said_both == [('hello', 'you')]

@@ mock-as-argument
def visit_listener(listener): listener.seen(3)
-- wrong
def visit_listener(listener): pass
-- check
from unittest.mock import MagicMock
listener = MagicMock()
visit_listener(listener)
listener.seen.assert_called_once_with(3)

@@ logged
import logging
def sell(): logging.getLogger('shop').info('sold')
-- wrong
import logging
def sell(): pass
-- check
import unittest
with unittest.TestCase().assertLogs('shop', level='INFO') as caught_log:
    sell()
assert caught_log.output == ['INFO:shop:sold']

@@ folder-changed
def count_numbers(): return len(open('numbers_there.txt').read().split())
-- wrong
def count_numbers(): return 0
-- check
import os, tempfile
here_before = os.getcwd()
with tempfile.TemporaryDirectory() as folder_other:
    os.chdir(folder_other)
    open('numbers_there.txt', 'w').write('1 2 3')
    try:
        assert count_numbers() == 3
    finally:
        os.chdir(here_before)

@@ input-sequence
def collect_numbers():
    out = []
    while True:
        text = input('number (q ends): ')
        if text == 'q': return out
        out.append(int(text))
-- wrong
def collect_numbers(): return [1]
-- check
from unittest.mock import patch
with patch('builtins.input', side_effect=['1', '2', 'q']) as asked_three:
    assert collect_numbers() == [1, 2]
assert asked_three.call_count == 3

@@ standard-input
import sys
def lines_typed(): return [line.strip() for line in sys.stdin]
-- wrong
def lines_typed(): return []
-- check
import io, sys
kept_stdin, sys.stdin = sys.stdin, io.StringIO('a\nb\n')
try:
    assert lines_typed() == ['a', 'b']
finally:
    sys.stdin = kept_stdin

@@ captured-by-ipython
def print_table(rows):
    for name, value in rows: print(f'{name:<5}|{value:>6.2f}')
-- wrong
def print_table(rows):
    for name, value in rows: print(name, value)
-- check
from IPython.utils.capture import capture_output
with capture_output() as captured_table:
    print_table([('ab', 1.5), ('c', 22)])
assert captured_table.stdout.splitlines() == ['ab   |  1.50', 'c    | 22.00']

@@ shell-lines
with open('words.txt', 'w') as f: f.write('alpha beta\n')
-- wrong
with open('words.txt', 'w') as f: f.write('alpha\n')
-- check
words_there = !cat words.txt
assert list(words_there) == ['alpha beta']

@@ last-output
7 * 6
-- wrong
40
-- check
assert _ == 42

@@ names-of-ipython
pressure = 12
-- wrong
presure = 12
-- check
assert get_ipython().user_ns.get('pressure') == 12

@@ patched-clock
import datetime
def today_text(): return datetime.date.today().isoformat()
-- wrong
def today_text(): return '2026-01-01'
-- check
import datetime
from unittest import mock
class FixedDate(datetime.date):
    @classmethod
    def today(cls): return cls(2020, 5, 17)
with mock.patch('datetime.date', FixedDate):
    assert today_text() == '2020-05-17'

@@ helper-replaced
def mean_of(xs): return sum(xs) / len(xs)
def spread_of(xs): return sum((x - mean_of(xs)) ** 2 for x in xs) / len(xs)
-- wrong
def mean_of(xs): return sum(xs) / len(xs)
def spread_of(xs): return sum((x - sum(xs) / len(xs)) ** 2 for x in xs) / len(xs)
-- check
assert spread_of([1, 3]) == 1
kept_mean = mean_of
def mean_of(xs): return 0
assert spread_of([1, 3]) == 5, 'use mean_of'
mean_of = kept_mean
"""

LIBRARIES = r"""
@@ array
import numpy as np
grid = np.arange(6).reshape(2, 3)
-- wrong
import numpy as np
grid = np.arange(6)
-- check
import numpy as np
assert grid.shape == (2, 3) and grid.dtype.kind == 'i'
np.testing.assert_array_equal(grid[1], [3, 4, 5])
@@ column-types
import pandas as pd
typed = pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})
-- wrong
import pandas as pd
typed = pd.DataFrame({'a': [1.0, 2], 'b': ['x', 'y']})
-- check
import numpy as np
assert typed.dtypes['a'] == np.int64
assert list(typed.columns) == ['a', 'b']
@@ groups
import pandas as pd
groups = pd.DataFrame({'k': ['a', 'b', 'a'], 'v': [1, 2, 3]}).groupby('k')
-- wrong
import pandas as pd
groups = pd.DataFrame({'k': ['a', 'b', 'c'], 'v': [1, 2, 3]}).groupby('k')
-- check
assert groups.ngroups == 2
assert groups['v'].sum()['a'] == 4
@@ groups-type
import pandas as pd
by_key = pd.DataFrame({'k': ['a'], 'v': [1]}).groupby('k')
-- wrong
import pandas as pd
by_key = pd.DataFrame({'k': ['a'], 'v': [1]})
-- check
import pandas as pd
assert isinstance(by_key, pd.api.typing.DataFrameGroupBy)
@@ table-equals
import pandas as pd
table = pd.DataFrame({'a': [1, 2]})
-- wrong
import pandas as pd
table = pd.DataFrame({'a': [1, 3]})
-- check
import pandas as pd
assert table.equals(pd.DataFrame({'a': [1, 2]}))
@@ figure-patches
import matplotlib.pyplot as plt
fig_bars, ax_bars = plt.subplots()
ax_bars.bar(['a', 'b'], [1, 2])
-- wrong
import matplotlib.pyplot as plt
fig_bars, ax_bars = plt.subplots()
-- check
assert [p.get_height() for p in ax_bars.patches] == [1, 2]
@@ axes-type
import matplotlib.pyplot as plt
ax_line = plt.figure().add_subplot()
ax_line.set_title('t')
-- wrong
ax_line = 'axes'
-- check
import matplotlib.pyplot as plt
assert isinstance(ax_line, plt.Axes) and ax_line.get_title() == 't'
@@ current-axes
import matplotlib.pyplot as plt
def sketch():
    plt.plot([1, 2], [3, 4])
    plt.title('sketch')
-- wrong
def sketch(): pass
-- check
import matplotlib.pyplot as plt
plt.figure()
sketch()
assert plt.gca().get_title() == 'sketch' and len(plt.gca().lines) == 1
plt.close('all')
@@ patch-class
import matplotlib.pyplot as plt
ax_box = plt.figure().add_subplot()
box_bars = ax_box.bar([1], [2])
-- wrong
box_bars = []
-- check
from matplotlib.patches import Rectangle
assert all(bar.__class__ == Rectangle for bar in box_bars) and len(box_bars) == 1
@@ figure-axes-identity
import matplotlib.pyplot as plt
fig_two, (left, right) = plt.subplots(1, 2)
-- wrong
import matplotlib.pyplot as plt
fig_two, left = plt.subplots()
right = plt.figure().add_subplot()
-- check
assert left in fig_two.axes and right in fig_two.axes
assert left.figure is right.figure
@@ scipy-model
from scipy import stats
normal = stats.norm(1, 2)
-- wrong
from scipy import stats
normal = stats.norm(0, 2)
-- check
assert abs(normal.mean() - 1) < 1e-9 and abs(normal.cdf(1) - .5) < 1e-9
@@ fitted-line
from scipy import stats
fit = stats.linregress([0, 1, 2], [1, 3, 5])
-- wrong
from scipy import stats
fit = stats.linregress([0, 1, 2], [1, 3, 6])
-- check
assert abs(fit.slope - 2) < 1e-9 and abs(fit.intercept - 1) < 1e-9
@@ sparse-matrix
from scipy import sparse
import numpy as np
thin = sparse.csr_matrix(np.eye(3))
-- wrong
import numpy as np
thin = np.eye(3)
-- check
from scipy import sparse
assert sparse.issparse(thin) and thin.nnz == 3
@@ polynomial
import numpy as np
poly = np.poly1d([1, 0, -1])
-- wrong
import numpy as np
poly = np.poly1d([1, 0, 1])
-- check
import numpy as np
assert poly == np.poly1d([1, 0, -1])
assert poly(2) == 3
@@ masked-array
import numpy as np
masked = np.ma.masked_less([1, 5, 2], 2)
-- wrong
import numpy as np
masked = np.array([1, 5, 2])
-- check
import numpy as np
assert isinstance(masked, np.ma.MaskedArray) and masked.count() == 2
@@ structured-array
import numpy as np
people = np.array([('a', 3)], dtype=[('name', 'U5'), ('age', 'i4')])
-- wrong
import numpy as np
people = np.array([('a', 4)], dtype=[('name', 'U5'), ('age', 'i4')])
-- check
assert people['age'][0] == 3 and people.dtype.names == ('name', 'age')
@@ path
from pathlib import Path
where = Path('a') / 'b.txt'
-- wrong
from pathlib import Path
where = Path('b.txt')
-- check
from pathlib import Path
assert where == Path('a/b.txt') and where.suffix == '.txt'
@@ dictionary-views
ages = {'a': 1}
def names_of(d): return d.keys()
-- wrong
def names_of(d): return ['b']
-- check
assert names_of({'a': 1}) == {'a'}
@@ regular-match
import re
def first(text): return re.search(r'\d+', text)
-- wrong
import re
def first(text): return re.search(r'\d', text)
-- check
import re
found = first('ab 12')
assert isinstance(found, re.Match) and found.group() == '12'
@@ module-function
import math
root = math.sqrt
-- wrong
def root(x): return x / 3
-- check
import math
assert root == math.sqrt and root(9) == 3
@@ imported-answer
from math import hypot as distance
-- wrong
pass
-- check
assert distance(3, 4) == 5
@@ graph
import networkx as nx
tree = nx.Graph([(1, 2), (2, 3)])
-- wrong
import networkx as nx
tree = nx.Graph([(1, 2), (2, 3), (1, 3)])
-- check
import networkx as nx
assert nx.is_tree(tree) and tree.has_edge(1, 2) and not tree.has_edge(1, 3)
@@ array-in-list
import numpy as np
mixed = [1, np.array([1, 2])]
-- wrong
import numpy as np
mixed = [1, np.array([1, 3])]
-- check
import numpy as np
assert mixed[0] == 1 and np.array_equal(mixed[1], [1, 2]) and isinstance(mixed[1], np.ndarray)
@@ random-generator
import numpy as np
def walk(rng, n): return np.cumsum(rng.choice([-1, 1], size=n))
-- wrong
import numpy as np
def walk(rng, n): return np.zeros(n)
-- check
import numpy as np
assert np.array_equal(walk(np.random.default_rng(1), 5), np.cumsum(np.random.default_rng(1).choice([-1, 1], size=5)))
@@ widget-callback
import ipywidgets
def wire(button, log): button.on_click(lambda _: log.append(1))
-- wrong
def wire(button, log): pass
-- check
import ipywidgets
button, log = ipywidgets.Button(), []
wire(button, log)
button.click()
assert log == [1]
@@ sqlite
import sqlite3
db = sqlite3.connect(':memory:')
db.execute('create table t (x)')
db.execute('insert into t values (3)')
-- wrong
import sqlite3
db = sqlite3.connect(':memory:')
db.execute('create table t (x)')
-- check
assert db.execute('select count(*) from t').fetchone() == (1,)
@@ dates
import datetime
def age(born, today): return (today - born).days // 365
-- wrong
def age(born, today): return 0
-- check
import datetime
assert age(datetime.date(2000, 1, 1), datetime.date(2010, 1, 5)) == 10

@@ series-within-tolerance
import pandas as pd
series = pd.Series([1.0, 2.0], index=['a', 'b'], name='v')
-- wrong
import pandas as pd
series = pd.Series([1.0, 2.1], index=['a', 'b'], name='v')
-- check
import pandas as pd
pd.testing.assert_series_equal(series, pd.Series([1, 2.0000001], index=['a', 'b']), check_names=False, rtol=1e-3)
pd.testing.assert_index_equal(series.index, pd.Index(['a', 'b']))

@@ array-view
import numpy as np
whole_array = np.arange(6)
every_second = whole_array[::2]
-- wrong
import numpy as np
whole_array = np.arange(6)
every_second = whole_array[::2].copy()
-- check
import numpy as np
assert np.shares_memory(whole_array, every_second) and every_second.base is whole_array

@@ line-and-legend
import matplotlib.pyplot as plt
ax_squares = plt.figure().add_subplot()
ax_squares.plot([1, 2, 3], [1, 4, 9], 'r--', label='squares')
ax_squares.legend()
-- wrong
import matplotlib.pyplot as plt
ax_squares = plt.figure().add_subplot()
ax_squares.plot([1, 2, 3], [1, 4, 9])
-- check
line_squares = ax_squares.get_lines()[0]
assert [t.get_text() for t in ax_squares.get_legend().get_texts()] == ['squares']
assert line_squares.get_xydata().tolist() == [[1, 1], [2, 4], [3, 9]] and line_squares.get_color() == 'r'

@@ patched-plot
import matplotlib.pyplot as plt
def plot_red(x, y): plt.scatter(x, y, color='red')
-- wrong
import matplotlib.pyplot as plt
def plot_red(x, y): plt.plot(x, y)
-- check
from unittest.mock import patch
with patch('matplotlib.pyplot.scatter') as scattered: plot_red([1], [2])
assert scattered.call_args == (([1], [2]), {'color': 'red'})

@@ counter-arithmetic
from collections import Counter, deque
letters = Counter('banana')
last_three = deque([1, 2, 3, 4], maxlen=3)
-- wrong
letters = {'a': 3, 'n': 2, 'b': 1}
last_three = [2, 3, 4]
-- check
from collections import Counter
assert letters.most_common(1) == [('a', 3)] and letters['z'] == 0 and letters - Counter('ban') == Counter('aan')
assert last_three.maxlen == 3 and list(last_three) == [2, 3, 4]

@@ time-with-zone
import datetime, zoneinfo
morning = datetime.datetime(2024, 5, 1, 9, tzinfo=zoneinfo.ZoneInfo('Asia/Seoul'))
-- wrong
import datetime
morning = datetime.datetime(2024, 5, 1, 9)
-- check
import datetime
assert morning.utcoffset() == datetime.timedelta(hours=9) and morning.tzinfo.key == 'Asia/Seoul'
assert morning == datetime.datetime(2024, 5, 1, 0, tzinfo=datetime.timezone.utc)

@@ interactive
import ipywidgets
square_of = ipywidgets.interactive(lambda n: n * n, n=(0, 10))
-- wrong
import ipywidgets
square_of = ipywidgets.IntSlider()
-- check
square_of.children[0].value = 4
square_of.update()
assert square_of.result == 16
"""

IDIOMS = [
    *_read("objects", OBJECTS),
    *_read("functions", FUNCTIONS),
    *_read("around", AROUND),
    *_read("libraries", LIBRARIES),
]

"""A swift value is the frozen value it would be without, made sooner."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import dataclass, field

import pytest

from generator.model.swift import swift


@swift
@dataclass(frozen=True, slots=True)
class Pair:
    one: str
    two: int = 2


@swift
@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    name: str
    tags: tuple[str, ...] = ()


def test_it_is_made_as_it_was_declared() -> None:
    assert (Pair("a"), Pair("a", two=3)) == (Pair("a", 2), Pair("a", 3))
    assert Named(name="a").tags == () and Named(tags=("b",), name="a").tags == ("b",)
    for wrong in (lambda: Pair(), lambda: Pair("a", 1, 2), lambda: Named("a"), lambda: Pair(x=1)):
        with pytest.raises(TypeError):
            wrong()


def test_nothing_in_it_changes() -> None:
    pair = Pair("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        pair.one = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del pair.two
    assert not hasattr(pair, "__dict__")


def test_it_is_a_dataclass_in_all_else() -> None:
    pair = Pair("a")
    assert repr(pair) == "Pair(one='a', two=2)"
    assert len({pair, Pair("a", 2)}) == 1
    assert dataclasses.replace(pair, two=5) == Pair("a", 5)
    assert pickle.loads(pickle.dumps(pair)) == copy.copy(pair) == pair


def test_what_it_does_not_know_it_refuses() -> None:
    @dataclass(frozen=True, slots=True)
    class Made:
        parts: list[str] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Later:
        one: str

        def __post_init__(self) -> None: ...

    @dataclass(frozen=True, slots=True)
    class Mixed:
        one: str
        two: int = field(kw_only=True)

    for kind in (Made, Later, Mixed):
        with pytest.raises(TypeError):
            swift(kind)

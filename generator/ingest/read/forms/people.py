"""Lists of people in bylines and openings: 本报记者 X Y 通讯员 Z 文/图.

Text in, :class:`Byline` values out: roles, names, houses (the newspaper or agency somebody works
for). A text with any word that is neither a name, a role nor a work is no list.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import structs
from msgspec.structs import replace

from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.name_lists import likely, names_in
from generator.ingest.read.forms.people_tokens import PeopleToken, people_tokens
from generator.ingest.read.forms.roles import OUTSIDERS, TRADITIONAL, WORKS, WRITING
from generator.model.article import Byline

_EDGE = " □■◇◆○●▲△☆★◎*()[]"
"""Characters around a list that are not part of it."""
_BODIES = frozenset("局委部会队院校馆社台网办站处局會隊館處辦臺網")
"""The last characters of organisations' names."""


class NamedPerson(msgspec.Struct):
    """A person in a list."""

    start: int
    """Offset of the first word about the person."""
    name: str
    role: str = ""
    """As printed."""
    house: str = ""
    works: list[str] = msgspec.field(default_factory=list)
    """What the person did; words of :data:`WORKS`."""
    marked: bool = False
    """Whether a stroke or a colon attaches a work to the name."""
    adjacent: bool = False
    """Whether the name stands right behind the role: 记者王明, but also 记者节."""


def people(text: str, house: str = "") -> tuple[Byline, ...] | None:
    """The people of a text that holds nothing else; None for other text.

    ``house`` is used where none is printed. The ``printed`` words of all people together are the
    whole text: each begins where the one before ends."""
    named_persons = persons(text)
    return bylines_of(named_persons, text, house) if named_persons else None


def persons(text: str) -> list[NamedPerson] | None:
    """The people of a text as :func:`people` finds them, with role and works apart."""
    folded = fold(text)
    begin = len(folded) - len(folded.lstrip(_EDGE))
    parts = people_tokens(folded, begin, len(folded.rstrip(_EDGE)))
    if not parts or not any(part.kind in ("who", "works") for part in parts):
        return None
    named_persons = _PeopleParser(text, folded).read(parts)
    return named_persons if named_persons and all(map(_is_plausible_name, named_persons)) else None


def bylines_of(
    named_persons: Sequence[NamedPerson], text: str, house: str = ""
) -> tuple[Byline, ...]:
    """The bylines of the people of a text."""
    pairs = zip(text, fold(text), strict=True)
    traditional = any(was != now and "㐀" <= now <= "鿿" for was, now in pairs)
    starts = [0, *(person.start for person in named_persons[1:]), len(text)]
    return tuple(
        structs.replace(_byline(person, house, traditional), printed=text[first:last].strip())
        for person, first, last in zip(named_persons, starts, starts[1:], strict=False)
    )


def nameless(named: tuple[Byline, ...]) -> bool:
    """Whether any of them has no name."""
    return any(not byline.name for byline in named)


def _byline(person: NamedPerson, house: str, traditional: bool) -> Byline:
    """The byline of a person, without the printed words."""
    roles = [person.role] if person.role else []
    for work in sorted(person.works, key=lambda work: work not in WRITING):
        if not (person.role and work in WRITING):
            role = WORKS[work]
            roles.append(TRADITIONAL.get(role, role) if traditional else role)
    staff = fold(person.role) not in OUTSIDERS
    whose = person.house or (house if staff else "")
    return Byline(tuple(dict.fromkeys(roles)), person.name, whose)


def _is_plausible_name(person: NamedPerson) -> bool:
    """Whether a name is accepted: almost any behind a role; without a role one that is likely, or
    that a mark attaches to a work."""
    name = person.name
    if likely(name):
        return True
    if person.role:
        return not person.adjacent or (bool(person.house) and len(name) > 2)
    if not person.marked or name[-1:] in _BODIES:
        return False
    return 2 <= len(name) <= 4 or "·" in name or name.isascii()


class _PeopleParser:
    """Parses the tokens of a list into people."""

    def __init__(self, text: str, folded: str) -> None:
        self._text, self._folded = text, folded
        self._people: list[NamedPerson] = []
        self._awaiting_works: list[NamedPerson] = []
        """People whose works may still follow."""
        self._pending: NamedPerson | None = None
        """A person whose name has not been read."""
        self._template: NamedPerson | None = None
        """Role, house and works for the next name, unless others are printed before it."""

    def read(self, parts: Sequence[PeopleToken]) -> list[NamedPerson]:
        """The people; empty where a token belongs to nobody or a name is none."""
        for part in parts:
            if not self._consume(part):
                return []
        self._close()
        return [] if any(not p.name and not p.role for p in self._people) else self._people

    def _consume(self, part: PeopleToken) -> bool:
        """Parses one token; False if it cannot follow the ones before it."""
        if part.kind == "who":
            self._who(part)
        elif part.kind == "works" and part.of == "next":
            self._close()
            self._begin(NamedPerson(part.start, "", works=[*part.works], marked=part.marked))
            self._awaiting_works = []
        elif part.kind == "works":
            self._close()
            for person in self._awaiting_works:
                person.works += part.works
                person.marked |= part.marked
            self._awaiting_works, self._template, done = [], None, bool(self._awaiting_works)
            return done
        elif part.kind == "names":
            return self._names(part)
        return True

    def _who(self, part: PeopleToken) -> None:
        """Begins a person with a house and a role."""
        if part.head is None:
            return
        printed = printed_group(self._text, part.head, "role")
        role = printed[2:] if printed.endswith(("记者", "記者")) else printed
        house = printed_group(self._text, part.head, "house")
        before = self._pending if self._pending and not self._pending.role else None
        if before is None:
            self._close()
        like = before or self._template
        works = [*like.works] if like and (before or (like.role and self._awaiting_works)) else []
        start = before.start if before else part.start
        self._begin(NamedPerson(start, "", role or printed, house, works))

    def _begin(self, person: NamedPerson) -> None:
        self._pending = self._template = person

    def _names(self, part: PeopleToken) -> bool:
        """Adds the people of a token of names."""
        spans = names_in(self._folded[part.start : part.end])
        if not spans:
            return False
        for offset, size in spans:
            first = part.start + offset
            like = self._template or NamedPerson(first, "")
            start = self._pending.start if self._pending else first
            name = _unpadded(self._text[first : first + size])
            adjacent = self._pending is not None and self._folded[first - 1] not in " :/|"
            person = replace(like, start=start, name=name, works=[*like.works], adjacent=adjacent)
            self._people.append(person)
            self._awaiting_works.append(person)
            self._pending = None
        return True

    def _close(self) -> None:
        """Adds the pending person without a name: 本报评论员."""
        if self._pending is not None:
            self._people.append(self._pending)
            self._pending = None


def _unpadded(name: str) -> str:
    """A name without the white space between its characters; Latin names are unchanged."""
    squeezed = "".join(name.split())
    return name if squeezed.isascii() else squeezed

"""Lists of people as they stand in a byline or behind an opening: 本报记者 X Y 通讯员 Z 文/图.

Knows what each of them is by the roles and works that are printed. Refuses to take a word for a
name that cannot be one: then the text is no list of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.ingest.read.forms.folding import fold, printed_group
from generator.ingest.read.forms.name_lists import likely, names_in
from generator.ingest.read.forms.people_tokens import PeopleToken, people_tokens
from generator.ingest.read.forms.roles import OUTSIDERS, TRADITIONAL, WORKS, WRITING
from generator.model.article import Byline

_EDGE = " □■◇◆○●▲△☆★◎*()[]"
_BODIES = frozenset("局委部会队院校馆社台网办站处局會隊館處辦臺網")
"""A word that ends so is a body, unless it looks like a name."""


@dataclass(slots=True)
class NamedPerson:
    """Somebody a list names."""

    start: int
    """Where the words that speak of him begin."""
    name: str
    role: str = ""
    """As printed."""
    house: str = ""
    works: list[str] = field(default_factory=list)
    marked: bool = False
    """Whether a stroke or a colon ties a work to the name."""
    close: bool = False
    """Whether the name stands right behind the role: 记者王明, 记者节."""


def people(text: str, house: str = "") -> tuple[Byline, ...] | None:
    """The people a text names, if it names people and what they are or did and nothing else; else
    None.

    ``house`` is whose they are where none is printed. What is ``printed`` of them covers the
    whole text: each begins where the one before ends."""
    listed = persons(text)
    return bylines_of(listed, text, house) if listed else None


def persons(text: str) -> list[NamedPerson] | None:
    """As :func:`people`, with what each is and did as two things."""
    folded = fold(text)
    begin = len(folded) - len(folded.lstrip(_EDGE))
    parts = people_tokens(folded, begin, len(folded.rstrip(_EDGE)))
    if not parts or not any(part.kind in ("who", "works") for part in parts):
        return None
    listed = _PeopleParser(text, folded).read(parts)
    return listed if listed and all(map(_is_plausible_name, listed)) else None


def bylines_of(listed: Sequence[NamedPerson], text: str, house: str = "") -> tuple[Byline, ...]:
    """The bylines of the people of a text."""
    pairs = zip(text, fold(text), strict=True)
    traditional = any(was != now and "㐀" <= now <= "鿿" for was, now in pairs)
    starts = [0, *(person.start for person in listed[1:]), len(text)]
    return tuple(
        replace(_byline(person, house, traditional), printed=text[first:last].strip())
        for person, first, last in zip(listed, starts, starts[1:], strict=False)
    )


def nameless(named: tuple[Byline, ...]) -> bool:
    """Whether any of them has a role and no name."""
    return any(not byline.name for byline in named)


def _byline(person: NamedPerson, house: str, traditional: bool) -> Byline:
    roles = [person.role] if person.role else []
    for work in sorted(person.works, key=lambda work: work not in WRITING):
        if not (person.role and work in WRITING):
            role = WORKS[work]
            roles.append(TRADITIONAL.get(role, role) if traditional else role)
    staff = fold(person.role) not in OUTSIDERS
    whose = person.house or (house if staff else "")
    return Byline(tuple(dict.fromkeys(roles)), person.name, whose)


def _is_plausible_name(person: NamedPerson) -> bool:
    """A name behind a role may be any; one that only did something must look like one, or be tied
    to what it did."""
    name = person.name
    if likely(name):
        return True
    if person.role:
        return not person.close or (bool(person.house) and len(name) > 2)
    if not person.marked or name[-1:] in _BODIES:
        return False
    return 2 <= len(name) <= 4 or "·" in name or name.isascii()


class _PeopleParser:
    """Takes part after part and knows whose they are."""

    def __init__(self, text: str, folded: str) -> None:
        self._text, self._folded = text, folded
        self._listed: list[NamedPerson] = []
        self._open: list[NamedPerson] = []
        """Those whose works may still follow."""
        self._begun: NamedPerson | None = None
        """Somebody of whom all but the name is read."""
        self._like: NamedPerson | None = None
        """What is printed of the next name, unless something else is printed before it."""

    def read(self, parts: Sequence[PeopleToken]) -> list[NamedPerson]:
        """The people; empty where a part belongs to nobody or a name is none."""
        for part in parts:
            if not self._take(part):
                return []
        self._close()
        return [] if any(not p.name and not p.role for p in self._listed) else self._listed

    def _take(self, part: PeopleToken) -> bool:
        if part.kind == "who":
            self._who(part)
        elif part.kind == "works" and part.of == "next":
            self._close()
            self._begin(NamedPerson(part.start, "", works=[*part.works], marked=part.marked))
            self._open = []
        elif part.kind == "works":
            self._close()
            for person in self._open:
                person.works += part.works
                person.marked |= part.marked
            self._open, self._like, done = [], None, bool(self._open)
            return done
        elif part.kind == "names":
            return self._names(part)
        return True

    def _who(self, part: PeopleToken) -> None:
        if part.head is None:
            return
        printed = printed_group(self._text, part.head, "role")
        role = printed[2:] if printed.endswith(("记者", "記者")) else printed
        house = printed_group(self._text, part.head, "house")
        before = self._begun if self._begun and not self._begun.role else None
        if before is None:
            self._close()
        like = before or self._like
        works = [*like.works] if like and (before or (like.role and self._open)) else []
        start = before.start if before else part.start
        self._begin(NamedPerson(start, "", role or printed, house, works))

    def _begin(self, person: NamedPerson) -> None:
        self._begun = self._like = person

    def _names(self, part: PeopleToken) -> bool:
        spans = names_in(self._folded[part.start : part.end])
        if not spans:
            return False
        for offset, size in spans:
            first = part.start + offset
            like = self._like or NamedPerson(first, "")
            start = self._begun.start if self._begun else first
            name = _unpadded(self._text[first : first + size])
            close = self._begun is not None and self._folded[first - 1] not in " :/|"
            person = replace(like, start=start, name=name, works=[*like.works], close=close)
            self._listed.append(person)
            self._open.append(person)
            self._begun = None
        return True

    def _close(self) -> None:
        """Somebody without a name is somebody nevertheless: 本报评论员."""
        if self._begun is not None:
            self._listed.append(self._begun)
            self._begun = None


def _unpadded(name: str) -> str:
    squeezed = "".join(name.split())
    return name if squeezed.isascii() else squeezed

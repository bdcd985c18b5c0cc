"""The work of a publication: which files are to be sent and deleted, and in which order.

The state of the build and the copy of the manifest both have a digest of every file. Their
difference is one query; no file of the output is opened but the new ones of the search index, which
the state does not list.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model import digest
from generator.model.problem import Stop, error
from generator.pages.claim import Claim
from generator.publish.manifest import ManifestRow
from generator.publish.place import Kind
from generator.publish.published_store import DELETE, UNKNOWN, UNSURE, PublishedStore
from generator.search.index_folder import FOLDER, LIST, OF_A_YEAR

_NEW = 1
"""The last phase of new files; changed files are sent after it, by kind."""
_PAGES = ("edition", "fixed", "static", "books", "guides", "404", "moved")
"""Kinds of owners whose files are no entrances: they need not wait for others that change."""

_OWNER = "substr(t.owner, 1, instr(t.owner || ':', ':') - 1)"
_KIND = f"""case
    when t.owner = 'assets' then {Kind.ASSET:d}
    when t.claim in ({Claim.MOVED:d}, {Claim.ALIAS:d}, {Claim.BELOW:d})
        and t.path like '%/index.html' then {Kind.REDIRECT:d}
    when t.owner = 'home' then {Kind.FRONT:d}
    when {_OWNER} in ({",".join(f"'{owner}'" for owner in _PAGES)}) then {Kind.PAGE:d}
    else {Kind.LIST:d} end"""
_BUILT = f"select t.path, t.digest, t.size, {_KIND} kind from built.targets t"
_GONE = """select path, '' digest, 0 size, kind from {table} x where digest<>''
    and not exists (select 1 from built.targets t where t.path=x.path)
    and not exists (select 1 from folders s where x.path > s.name || '/' and x.path < s.name || '0')
    """
_FILL = """
insert or ignore into work
select case
        when digest='' then {delete} when fresh then min(kind, {new}) else max(kind, {page}) end,
    path, digest, size, kind, fresh, 0
from (select w.*, coalesce(d.digest, f.digest, '') stands,
        coalesce(d.digest, f.digest, '') in ('', '{unsure}') fresh
    from ({wanted}) w left join files f on f.path=w.path left join doubts d on d.path=w.path)
where stands <> digest
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has left."""

    out: Path
    state: Path
    closed: tuple[str, ...]
    """Closed years; the output of one has a search index in its folder."""

    @property
    def search(self) -> tuple[str, ...]:
        """The folders of the search index in the output."""
        years = (f"{year}/{OF_A_YEAR}" for year in self.closed)
        return tuple(name for name in (FOLDER, *years) if (self.out / name).is_dir())


def plan_difference(store: PublishedStore, built: Built) -> None:
    """Fills the work with the difference of what was built and what stands.

    Raises Stop where the build was cut off."""
    store.run("attach database ? as built", (str(built.state),))
    try:
        if store.first_row("select 1 from built.targets where digest='' limit 1"):
            message, hint = "the last build was cut off", "run huozi build, then publish again"
            raise Stop([error(built.out.name, message, hint, rule="publish")], status=1)
        store.begin()
        store.drop_work()
        folders = {FOLDER, *(f"{year}/{OF_A_YEAR}" for year in built.closed)}
        store.run("create temp table folders (name text)")
        store.run_many("insert into folders values (?)", [(name,) for name in sorted(folders)])
        _fill(store, _BUILT)
        _fill(store, _GONE.format(table="files"))
        _fill(store, _GONE.format(table="doubts"))
        for folder in sorted(folders):
            _plan_search(store, built.out, folder)
        _add_known(store)
        store.run("drop table folders")
        store.commit()
    finally:
        if store.db.in_transaction:
            store.run("rollback")
        store.run("detach database built")


def doubt_everything(store: PublishedStore) -> None:
    """Has every file sent again: it is stored in another form."""
    store.begin()
    store.run(
        "insert or replace into doubts select path, ?, size, kind from files where digest<>''",
        (UNKNOWN,),
    )
    store.commit()


def plan_return(store: PublishedStore, serial: int) -> None:
    """Fills the work with what makes the publication before ``serial`` of that one."""
    store.begin()
    store.drop_work()
    _fill(store, f"select path, digest, size, kind from undo where serial={serial:d}")
    # What an interrupted publication has touched beside becomes what it was.
    _fill(
        store,
        "select x.path, coalesce(g.digest,'') digest, coalesce(g.size,0) size, x.kind "
        "from doubts x left join files g on g.path=x.path where not exists "
        f"(select 1 from undo u where u.serial={serial:d} and u.path=x.path)",
    )
    _add_known(store)
    store.commit()


def _fill(store: PublishedStore, wanted: str) -> None:
    """Adds to the work what is wanted and does not stand."""
    words = {"delete": DELETE, "new": _NEW, "page": int(Kind.PAGE), "unsure": UNSURE}
    store.run(_FILL.format(wanted=wanted, **words))


def _add_known(store: PublishedStore) -> None:
    """Adds, as done, what an interrupted publication did and the manifest does not say yet."""
    store.run(
        "insert or ignore into work select case when d.digest='' then ? else 0 end, d.path, "
        "d.digest, d.size, d.kind, 0, 1 from doubts d left join files f on f.path=d.path "
        "where d.digest not in (?,?) and coalesce(f.digest,'') <> d.digest "
        "and not exists (select 1 from work w where w.path=d.path)",
        (DELETE, UNKNOWN, UNSURE),
    )


# -- the search index ----------------------------------------------------------------------


def _plan_search(store: PublishedStore, out: Path, folder: str) -> None:
    """Adds the files of a search index. A folder there is named by the digest of its contents: one
    that stands is not looked into."""
    store.run("create temp table wanted (path text primary key, digest, size, kind)")
    put = "insert or replace into wanted values (?,?,?,?)"
    present = set()
    for name, is_folder in sorted(_entries(out / folder)):
        present.add(name)
        if not is_folder or not _stands(store, f"{folder}/{name}"):
            store.run_many(put, list(_rows(out, f"{folder}/{name}")))
    for name in _published(store, folder) - present:
        for table in ("files", "doubts"):
            store.run(
                f"insert or ignore into wanted select path, '', 0, kind from {table} "
                "where path=? or (path>? and path<?)",
                (f"{folder}/{name}", f"{folder}/{name}/", f"{folder}/{name}0"),
            )
    _fill(store, "select path, digest, size, kind from wanted")
    store.run("drop table wanted")


def _entries(folder: Path) -> Iterator[tuple[str, bool]]:
    if folder.is_dir():
        with os.scandir(folder) as entries:
            for entry in entries:
                # A year's own page of the search may stand beside its index.
                if not entry.name.endswith((".part", ".html")):
                    yield entry.name, entry.is_dir()


def _rows(out: Path, path: str) -> Iterator[ManifestRow]:
    file = out / path
    files = sorted(file.rglob("*")) if file.is_dir() else [file]
    for each in files:
        if each.is_file():
            data = each.read_bytes()
            kind = Kind.LIST if each.name == LIST else Kind.ASSET
            yield ManifestRow(
                each.relative_to(out).as_posix(), digest.of_bytes(data), len(data), kind
            )


def _stands(store: PublishedStore, folder: str) -> bool:
    """Whether a folder was published, and nothing below it is in doubt."""
    limits = (f"{folder}/", f"{folder}0")
    below = "path>? and path<? limit 1"
    if store.first_row(f"select 1 from doubts where {below}", limits):
        return False
    return store.first_row(f"select 1 from files where digest<>'' and {below}", limits) is not None


def _published(store: PublishedStore, folder: str) -> set[str]:
    """The names in a published folder, found in steps from name to name."""
    names: set[str] = set()
    for table, limit in (("files", "and digest<>''"), ("doubts", "")):
        at, end = f"{folder}/", f"{folder}0"
        ask = f"select path from {table} where path>? and path<? {limit} order by path limit 1"
        while row := store.first_row(ask, (at, end)):
            name, slash, _ = row[0][len(folder) + 1 :].partition("/")
            names.add(name)
            at = f"{folder}/{name}0" if slash else row[0]
    return names

"""``huozi moved``: lets an old address lead to another page."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable

from generator.build.paths import CACHE, Paths
from generator.cli.clock import clock
from generator.cli.editing import change
from generator.cli.editing.named_page import SitePages, read_text, usage
from generator.cli.site_lock import hold_content
from generator.content import published_addresses
from generator.model import address, site_file
from generator.model.problem import Stop, error
from generator.model.toml_edit import add_to_table, toml_string
from generator.model.toml_text import line_of
from generator.pages.edition_store import EditionStore

HELP = "let an old address, and all below it, lead to the page that took its place"
EXAMPLE = "huozi moved /authors/韩云锋/ /authors/韩云峰/"

_LISTS = ("/sections/", "/authors/", "/tags/")


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "old", metavar="FROM", help="the old address: of an article, an edition, a list"
    )
    parser.add_argument("new", metavar="TO", help="the address of the page that stands now")
    change.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the line under ``[moved]`` in site.toml and returns the exit status."""
    root = args.site.resolve()
    with hold_content(root):
        pages = SitePages(root, args)
        old, new = pages.address(args.old), pages.address(args.new)
        before = read_text(root, site_file.FILE)
        known = pages.site.moved.get(old)
        if known == new:
            after, following = before, f"leads to {new} already; nothing changes"
        elif known is not None:
            message = f"{old} leads to {known} already"
            line = line_of(before, old)
            hint = "change that line, or take it out first"
            raise Stop([error(site_file.FILE, message, hint, rule="moved", line=line)])
        else:
            _check(pages, args, old, new)
            after = _changed(before, old, new)
            following = f"the next build makes it lead to {pages.url(new)}, in every script"
        return change.apply(
            change.Change(
                root=root,
                path=site_file.FILE,
                before=before,
                after=after,
                address=pages.url(old),
                following=following,
            ),
            args,
        )


def _changed(before: str, old: str, new: str) -> str:
    """The text of site.toml with the line. Raises Stop."""
    after = add_to_table(before, "moved", old, new)
    if after is None:
        hint = f"add this line to it by hand: {toml_string(old)} = {toml_string(new)}"
        line = line_of(before, "moved")
        message = "[moved] is written in an unusual way"
        raise Stop([error(site_file.FILE, message, hint, rule="moved", line=line)])
    _, problems = site_file.parse(after.removeprefix("\ufeff"))
    if problems:
        raise Stop(problems)
    return after


def _check(pages: SitePages, args: argparse.Namespace, old: str, new: str) -> None:
    """Raises Stop where the old address still stands or never did, or the new one does not."""
    if old == new:
        raise usage(args.new, "both addresses are the same")
    for words, page in ((args.old, old), (args.new, new)):
        if page == "/" or not page.endswith("/"):
            raise usage(words, "this address cannot move", "name an article, a list, an edition")
    if path := pages.stands(old):
        hint = "give the file another name first, or use huozi withdraw"
        raise usage(args.old, f"{path} still stands at this address", hint)
    if _has_articles(pages, old):
        hint = "change the name in them and run huozi build first"
        raise usage(args.old, "articles are still listed at this address", hint)
    published = published_addresses.parse(published_addresses.read(pages.root))
    if old not in published and not _is_built(pages, old):
        raise usage(args.old, "nothing was ever published at this address", _near(old, published))
    if new in pages.site.moved:
        return
    if not pages.stands(new) and (address.IN_EDITION.fullmatch(new) or not _is_built(pages, new)):
        is_listed = new in published and not address.IN_EDITION.fullmatch(new)
        build_first = "run huozi build first, so that it is known"
        hint = build_first if is_listed else _near(new, published, but=old)
        raise usage(args.new, "no page stands at this address", hint)
    match = address.IN_EDITION.fullmatch(new)
    if match and match[4]:
        zone = pages.site.timezone
        if pages.article_file(new).is_hidden(clock(args.now, zone), zone):
            raise usage(args.new, "this article is not published yet", "a draft, or its time comes")


def _has_articles(pages: SitePages, page: str) -> bool:
    """Whether an address is that of a list in which the last build has articles."""
    state = Paths(pages.root / "output", pages.root / CACHE).state
    kind, _, folder = page.strip("/").partition("/")
    if not page.startswith(_LISTS) or not state.is_file():
        return False
    store = EditionStore(state)
    try:
        return any(listed for _, _, listed, _ in store.filed_count(kind, folder))
    finally:
        store.close()


def _is_built(pages: SitePages, page: str) -> bool:
    """Whether the last build has a page at an address."""
    return (pages.root / "output" / address.file_of(page)).is_file()


def _near(page: str, published: Iterable[str], but: str = "") -> str:
    """The published address that is most like this one, as a hint."""
    others = [other for other in published if other not in (page, but)]
    near = difflib.get_close_matches(page, others, n=1, cutoff=0)
    hint = f"the nearest is {near[0]}" if near else "addresses.txt has no other"
    return hint + (", and a new list stands after huozi build" if page.startswith(_LISTS) else "")

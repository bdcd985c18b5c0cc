"""``huozi withdraw``: takes an article out of the paper; a notice stays at its address."""

from __future__ import annotations

import argparse

from generator.cli.clock import clock
from generator.cli.editing import change
from generator.cli.editing.named_page import ADDRESS_HELP, SitePages, usage
from generator.cli.site_lock import hold_content
from generator.content import front_matter_edit
from generator.model import address
from generator.model.article import Withdrawal

HELP = "take an article out of the paper; a notice stays at its address"
EXAMPLE = 'huozi withdraw /2025/03-20/01-03/ --why "内容有误"'


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("address", metavar="ADDRESS", help=ADDRESS_HELP)
    parser.add_argument("--why", metavar="TEXT", default="", help="the reason, for readers")
    change.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes ``withdrawn`` into the article's file and returns the exit status."""
    root = args.site.resolve()
    pages = SitePages(root, args)
    zone = pages.site.timezone
    now = clock(args.now, zone)
    why = args.why.strip()
    if "\n" in why:
        raise usage("--why", "the reason has several lines", "write it on one")
    with hold_content(root):
        file = pages.article_file(args.address)
        front = file.article.front
        before = front.withdrawn
        day = before.date if before else now.astimezone(zone).date()
        following = _FOLLOWING
        if before and (not why or why == before.reason):
            after = file.text
            following = f"withdrawn on {before.date} already; nothing changes"
        else:
            after = front_matter_edit.withdraw(file.text, file.article, Withdrawal(day, why))
            if before:
                following = "withdrawn already; the next build gives the new reason in the notice"
            elif file.is_hidden(now, zone):
                following = "not published yet; when it would be, a notice stands there instead"
        page = pages.url(address.article(file.article.id))
        return change.apply(
            change.Change(
                root=root,
                path=file.path,
                before=file.text,
                after=after,
                address=page,
                following=following,
            ),
            args,
        )


_FOLLOWING = (
    "the next build puts a notice there and takes the article out of lists, feeds and search"
)

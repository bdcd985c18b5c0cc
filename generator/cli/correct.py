"""``huozi correct``: adds a correction to an article, with its date."""

from __future__ import annotations

import argparse

from generator.cli.clock import clock
from generator.cli.editing import change
from generator.cli.editing.named_page import ADDRESS_HELP, SitePages, usage
from generator.cli.site_lock import hold_content
from generator.content import front_matter_edit
from generator.model import address
from generator.model.article import Correction

HELP = "add a correction to an article, under today's date; the text itself stays as it is"
EXAMPLE = 'huozi correct /2025/03-20/01-03/ "第二段“大同”应为“大连”。"'


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("address", metavar="ADDRESS", help=ADDRESS_HELP)
    parser.add_argument("text", metavar="TEXT", help="the correction, as readers are to read it")
    change.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Writes the correction into the article's file and returns the exit status."""
    root = args.site.resolve()
    pages = SitePages(root, args)
    zone = pages.site.timezone
    now = clock(args.now, zone)
    text = args.text.strip()
    if not text or "\n" in text:
        raise usage("TEXT", "a correction is one line of text", "write what is right instead")
    with hold_content(root):
        file = pages.article_file(args.address)
        correction = Correction(now.astimezone(zone).date(), text)
        if correction in file.article.front.corrections:
            after, following = file.text, "this correction stands there already; nothing changes"
        else:
            after = front_matter_edit.add_correction(file.text, file.article, correction)
            following = _following(pages, file.is_hidden(now, zone), file.article.front.withdrawn)
        return change.apply(
            change.Change(
                root=root,
                path=file.path,
                before=file.text,
                after=after,
                address=pages.url(address.article(file.article.id)),
                following=following,
            ),
            args,
        )


def _following(pages: SitePages, is_hidden: bool, withdrawn: object) -> str:
    if withdrawn:
        return "it is withdrawn: the notice stays, and readers do not see the correction"
    if is_hidden:
        return "not published yet; the correction comes out with it"
    where = pages.url(address.corrections())
    return f"the next build shows the correction on the article and at {where}"

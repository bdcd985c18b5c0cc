"""``huozi publish``: sends what builds wrote and deleted since the last publication to a host."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from generator.build.lock import at_work
from generator.build.paths import CACHE, Paths
from generator.cli import console, options
from generator.cli.clock import clock
from generator.cli.site_lock import hold
from generator.model import digest
from generator.model.problem import Stop, error
from generator.pages.site_context import load_site
from generator.publish import announcements, destination, publication, remote_lock, verification
from generator.publish.headers import Form
from generator.publish.kept_files import KeptFiles
from generator.publish.place import Destination, refused
from generator.publish.plan import Built
from generator.publish.publication import Order, PublicationReport
from generator.publish.published_store import PublishedStore

HELP = "send what has changed since the last publication to a bucket, a machine or a folder"
EXAMPLE = "huozi publish --to s3://my-paper --endpoint https://ACCOUNT.r2.cloudflarestorage.com"
_SAMPLES = 100


def add(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument(
        "--to",
        default="",
        metavar="PLACE",
        help="s3://BUCKET[/PREFIX], ssh://HOST/PATH or dir:PATH (else upload.to in site.toml)",
    )
    parser.add_argument(
        "--endpoint", default="", metavar="URL", help="of an object storage other than Amazon's"
    )
    options.add(parser, "--out", help="publish this instead of output/")
    options.add(parser, "--base-url")
    parser.add_argument(
        "--verify",
        type=_number,
        nargs="?",
        const=_SAMPLES,
        metavar="N",
        help=f"publish nothing; compare N published files with the manifest (default: {_SAMPLES})",
    )
    parser.add_argument(
        "--rollback", action="store_true", help="put the publication before the present one back"
    )
    parser.add_argument(
        "--relist", action="store_true", help="list what stands instead of using the manifest"
    )
    parser.add_argument(
        "--prune", action="store_true", help="with a listing: delete files that huozi does not know"
    )
    parser.add_argument(
        "--adopt", action="store_true", help="take the place over from another paper"
    )


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f'"{text}" is no number of files')
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Publishes, verifies or rolls back, and returns the exit status."""
    root = args.site.resolve()
    site = load_site(root, options.base_url(args))
    out = (args.out or root / "output").resolve()
    paths = Paths(out, root / CACHE)
    if args.prune:
        args.relist = True
    if not paths.state.exists() and args.verify is None and not args.rollback:
        raise Stop([error(out.name, "nothing is built yet", "run huozi build", rule="publish")])
    to, endpoint = args.to or site.upload.to, args.endpoint or site.upload.endpoint
    name = f"published-{digest.of_value([to, endpoint])[:8]}"
    folder = root / CACHE / name
    form = Form(site.upload.compress, site.upload.redirects)
    place = destination.place(to, endpoint, form, root, folder / "stage")
    with hold(root, name, f"another huozi is publishing to {place.name}"), _store(folder) as store:
        if args.verify is not None:
            return _verify(place, store, args)
        order = Order(
            place=place,
            store=store,
            copies=KeptFiles(folder / "kept"),
            built=Built(out, paths.state, site.archive),
            form=form,
            holder=remote_lock.identity(store.meta("holder"), folder),
            site=digest.of_text(site.id),
            title=site.title,
            now=clock(None),
            keep=site.upload.keep,
            at_work=lambda: at_work(paths),
            adopt=args.adopt,
            relist=args.relist,
            prune=args.prune,
            progress=None if args.quiet or args.json else console.stages(),
        )
        report = publication.roll_back(order) if args.rollback else publication.publish(order)
    report.problems += announcements.announce(site, root, report.pages, report.feeds)
    _print_report(place, report, args)
    return 0


@contextmanager
def _store(folder: Path) -> Iterator[PublishedStore]:
    folder.mkdir(parents=True, exist_ok=True)
    with closing(PublishedStore.at(folder / "published.sqlite")) as store:
        yield store


def _verify(place: Destination, store: PublishedStore, args: argparse.Namespace) -> int:
    if not store.meta("root"):
        hint = "verify where it was published from; huozi publish reads the manifest"
        raise refused(place.name, "this machine does not know what was published", hint)
    number, problems = verification.verify(place, store, args.verify)
    console.problems(problems)
    if args.json:
        console.print_json({"verified": number, "problems": problems})
    elif not args.quiet:
        wrong = len({problem.path for problem in problems})
        print(f"{console.count(number, 'file')} compared, {wrong} not as published")
    return 1 if problems else 0


def _print_report(place: Destination, report: PublicationReport, args: argparse.Namespace) -> None:
    console.problems(report.problems)
    if args.json:
        console.print_json(
            {
                "publication": report.serial,
                "sent": report.sent,
                "deleted": report.deleted,
                "bytes": report.bytes,
                "files": report.files,
                "requests": report.requests,
                "seconds": round(report.seconds, 3),
                "problems": report.problems,
            }
        )
    elif not args.quiet:
        if not report.sent and not report.deleted:
            print(f"nothing has changed since publication {report.serial} at {place.name}")
            return
        print(
            f"publication {report.serial} at {place.name}: {console.count(report.sent, 'file')} "
            f"sent, {report.deleted} deleted, of {report.files}; "
            f"{console.count(report.requests, 'request')} in {report.seconds:.1f} s"
        )

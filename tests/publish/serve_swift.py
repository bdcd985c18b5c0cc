"""Runs OpenStack Swift in one process: ``python serve_swift.py FOLDER`` prints its port.

The interpreter is that of the environment that ``tests.s3_server`` makes.
"""

# ruff: noqa: E402
import os
import sys
from pathlib import Path

import eventlet

eventlet.patcher.monkey_patch()

import eventlet.wsgi
from swift.common import utils
from swift.common.ring import RingBuilder
from swift.common.wsgi import loadapp

_KINDS = ("object", "container", "account")
_BACKEND = """[DEFAULT]
devices = {root}
mount_check = false
swift_dir = {root}
fallocate_reserve = 0
log_level = CRITICAL
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
_FILTERS = ("catch_errors", "gatekeeper", "listing_formats", "bulk", "s3api", "tempauth", "copy")
_FRONT = """[DEFAULT]
swift_dir = {root}
log_level = CRITICAL
[pipeline:main]
pipeline = {filters} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""
_OPTIONS = {
    "s3api": "location = us-east-1\ncheck_bucket_owner = false\nauth_pipeline_check = false\n",
    "tempauth": "user_test_writer = secret-of-the-writer .admin\n",
}


def main(root: Path) -> None:
    """Serves until it is ended."""
    utils.HASH_PATH_SUFFIX, utils.HASH_PATH_PREFIX = b"huozi", b""
    (root / "disk").mkdir(exist_ok=True)
    sockets = {kind: eventlet.listen(("127.0.0.1", 0), backlog=512) for kind in _KINDS}
    for kind, socket in sockets.items():
        builder = RingBuilder(4, 1, 1)
        place = {"ip": "127.0.0.1", "port": socket.getsockname()[1], "device": "disk"}
        builder.add_dev({"region": 1, "zone": 1, "weight": 1, **place})
        builder.rebalance()
        builder.get_ring().save(str(root / f"{kind}.ring.gz"))
    log = open(os.devnull, "w")  # noqa: PTH123, SIM115 - open to the end
    for kind, socket in sockets.items():
        app = _load(root, kind, _BACKEND.format(root=root, kind=kind))
        eventlet.spawn(eventlet.wsgi.server, socket, app, log=log, debug=False)
    text = _FRONT.format(root=root, filters=" ".join(_FILTERS))
    for name in _FILTERS:
        text += f"[filter:{name}]\nuse = egg:swift#{name}\n{_OPTIONS.get(name, '')}"
    app = _load(root, "front", text)
    front = eventlet.listen(("127.0.0.1", 0), backlog=512)
    print(front.getsockname()[1], flush=True)
    eventlet.wsgi.server(front, app, log=log, debug=False)


def _load(root: Path, name: str, text: str) -> object:
    file = root / f"{name}.conf"
    file.write_text(text)
    return loadapp(str(file))


main(Path(sys.argv[1]))

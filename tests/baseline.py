"""The oldest browsers that readers' scripts must work in, and what these lack.

Safari 15.4 on a Mac or an iPhone (iOS 15.4), Chrome 100 and what is built on it, Firefox 100.
"""

from __future__ import annotations

import json
from pathlib import Path

_LINES = (Path(__file__).parent / "baseline.txt").read_text("utf-8").splitlines()
_NAMES = [line for line in _LINES if line and not line.startswith("#")]

LACKING = tuple(name.removeprefix("~") for name in _NAMES)
"""Built-ins that one of the browsers lacks, as a script reaches them."""
TELLING = tuple(name for name in _NAMES if not name.startswith("~"))
"""Those whose last word names nothing older."""

_INWARDS = json.dumps(sorted(LACKING, key=lambda name: -name.count(".")))
TAKEN_AWAY = (
    f"const lacking = {_INWARDS};"
    """
for (const path of lacking) {
  const names = path.split(".");
  const last = names.pop();
  let owner = globalThis;
  for (const name of names) owner = owner && owner[name];
  while (owner && !Object.prototype.hasOwnProperty.call(owner, last)) {
    owner = Object.getPrototypeOf(owner);
  }
  if (owner && !Reflect.deleteProperty(owner, last)) throw new Error(`${path} stays`);
}
if (globalThis.Worker) {
  globalThis.Worker = class extends Worker {
    constructor(url, options = {}) {
      if (options.type === "module") throw new TypeError("workers are no modules");
      super(url, options);
    }
  };
}
"""
)
"""A script that makes of a newer browser one that lacks all of it, in a page or a worker."""

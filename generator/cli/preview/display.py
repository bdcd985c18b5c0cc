"""Whether somebody sits before this machine, and the browser that shows them the preview.

Knows the environment's words for a display, a distant terminal and a machine that tests.
"""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Mapping

_DISTANT = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_display(env: Mapping[str, str], platform: str) -> bool:
    """Whether a browser that is opened here would be seen by who asked for it."""
    if env.get("CI", "") not in ("", "0", "false") or any(env.get(name) for name in _DISTANT):
        return False
    return platform in ("darwin", "win32") or any(env.get(name) for name in _SCREENS)


def open_browser(url: str) -> None:
    """Opens a browser; some of them are waited for until they end, so not in this thread."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

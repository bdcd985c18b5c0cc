"""Opening a browser, where environment variables show a local display."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Mapping

_DISTANT = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_display(env: Mapping[str, str], platform: str) -> bool:
    """Whether there is a local display: neither CI nor SSH, and a screen."""
    if env.get("CI", "") not in ("", "0", "false") or any(env.get(name) for name in _DISTANT):
        return False
    return platform in ("darwin", "win32") or any(env.get(name) for name in _SCREENS)


def open_browser(url: str) -> None:
    """Opens a browser, in a thread, since some browsers block until they are closed."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

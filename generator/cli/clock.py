"""The current time; the only module that reads the system clock."""

from __future__ import annotations

import datetime as dt
import os

from generator.model.problem import Stop, error


def clock(option: str | None, zone: dt.tzinfo = dt.UTC) -> dt.datetime:
    """The current time, aware: ``--now``, else SOURCE_DATE_EPOCH, else the system clock.

    ``zone`` is the paper's time zone, used for a ``--now`` without an offset. Raises Stop if the
    value cannot be parsed."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if option:
            moment = dt.datetime.fromisoformat(option)
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
        if epoch:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    except (ValueError, OverflowError):
        message = f'"{option or epoch}" is no time'
        raise Stop(
            [error("--now", message, "such as 2025-03-20T06:00+08:00", rule="time")]
        ) from None
    return dt.datetime.now(dt.UTC)

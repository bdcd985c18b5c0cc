"""Press forms: the one of two correct forms that newspapers of a variant print.

Each entry replaces the form of OpenCC's standard by the printed one (臺→台, 羣→群); both are forms
of the same word. The last stage of a conversion; ``press_forms = false`` in ``site.toml`` turns it
off.
"""

from __future__ import annotations

from generator.model.variant import Variant

_TAIWAN = (
    ("瞭解", "了解"),
    ("臺", "台"),
    ("佈", "布"),
    ("佔", "占"),
    ("汙", "污"),
    ("溼", "濕"),
    ("羣", "群"),
    ("峯", "峰"),
    ("排洩", "排泄"),
    ("歎", "嘆"),
    ("賬", "帳"),
)
_HONG_KONG = (
    ("牀", "床"),
    ("麪", "麵"),
    ("公佈", "公布"),
    ("發佈", "發布"),
    ("宣佈", "宣布"),
    ("頒佈", "頒布"),
    ("分佈", "分布"),
    ("瞭解", "了解"),
    ("臺", "台"),
    ("羣", "群"),
    ("峯", "峰"),
    ("説", "說"),
    ("户", "戶"),
    ("温", "溫"),
    ("啓", "啟"),
    ("衞", "衛"),
)

TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "zh-Hans": (),
    "zh-Hant-TW": _TAIWAN,
    "zh-Hant": _TAIWAN,
    "zh-Hant-HK": _HONG_KONG,
}
"""Variant → (standard form, press form) in the order of replacement."""


def to_press_forms(text: str, variant: Variant) -> str:
    """The text in press forms, of unchanged length."""
    for standard, printed in TABLES[variant.tag]:
        if standard in text:
            text = text.replace(standard, printed)
    return text

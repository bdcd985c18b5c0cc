"""Press forms: which of two right forms a newspaper prints.

Knows, for each variant, the characters and words that papers there write otherwise than the
standard OpenCC keeps to (臺→台, 羣→群). Refuses to decide between words: both sides of an entry
are the same word. It is the last stage, and ``press_forms = false`` switches it off.
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
"""Standard form → press form, by variant, in the order of their use."""


def to_press_forms(text: str, variant: Variant) -> str:
    """The text in the forms papers of the variant print; as long as it was."""
    for standard, printed in TABLES[variant.tag]:
        if standard in text:
            text = text.replace(standard, printed)
    return text

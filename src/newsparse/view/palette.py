"""The colours and fonts that every view shares."""

from __future__ import annotations

# Hue of each label: names in cool colours, values in warm ones.
LABEL_HUES = {
    "PERSON": 280,
    "COMPANY": 210,
    "ORG": 180,
    "PLACE": 140,
    "PRODUCT": 240,
    "POSITION": 320,
    "MONEY": 40,
    "PERCENT": 20,
    "DATE": 0,
}
# Colour of each status: told apart by colour-blind readers, and 3:1 against white and near-black.
STATUS_COLOURS = {
    "actual": "#1a7fb8",
    "planned": "#2a9d76",
    "rumored": "#b97a00",
    "denied": "#d5552a",
    "terminated": "#7a7f87",
    "hypothetical": "#b5619b",
}
# Glyphs for both scripts on each platform; a name that is not installed is passed over.
FONTS = (
    "system-ui, 'PingFang TC', 'PingFang HK', 'PingFang SC', 'Microsoft JhengHei', "
    "'Microsoft YaHei', 'Noto Sans CJK TC', 'Noto Sans TC', 'Noto Sans CJK SC', 'Noto Sans SC', "
    "'Source Han Sans TC', 'WenQuanYi Zen Hei', sans-serif"
)
# The same character is drawn differently by region (骨, 直): a page says whose text it shows.
LANGUAGES = {"HK": "zh-HK", "TW": "zh-TW", "CN": "zh-CN"}

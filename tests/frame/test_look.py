import re
from pathlib import Path

import pytest

from guitu.kit.menu import MENU

FRAME = Path(__file__).resolve().parents[2] / "src" / "guitu" / "frame"
PACKAGE = FRAME.parent
SHEETS = sorted((FRAME / "static" / "css").glob("*.css"))
SCRIPTS = sorted((FRAME / "static" / "js").glob("*.js"))
TEMPLATES = sorted(PACKAGE.rglob("*.html"))

TOKENS = {
    "paper": "#f6f5f1", "card": "#ffffff", "line": "#e3e1da",
    "ink": "#1f2a30", "ink-2": "#55636b", "ink-3": "#7d8a91",
    "pine": "#0e5f57", "pine-deep": "#0b4b45", "pine-bg": "#e6f0ee",
    "apricot": "#a5500c", "apricot-bg": "#fdf0e3", "red": "#a8261c", "red-bg": "#fbecea",
    "sky": "#2b5d8a", "sky-bg": "#e8f0f7", "moss": "#4c6b1f", "moss-bg": "#eef4e3",
}

READ_ON = [
    *[("ink", ground) for ground in ("paper", "card", "shade", "lift", "pine-bg", "apricot-bg", "red-bg")],
    *[("ink-2", ground) for ground in ("paper", "card", "shade", "lift", "pine-bg")],
    *[("pine", ground) for ground in ("paper", "card", "lift", "pine-bg", "apricot-bg")],
    *[("pine-deep", ground) for ground in ("paper", "card", "pine-bg")],
    *[
        (tone, ground)
        for tone in ("red", "apricot", "sky", "moss")
        for ground in ("card", "paper", f"{tone}-bg")
    ],
    *[("card", ground) for ground in ("pine", "pine-deep", "apricot", "red")],
]

# Chromium 109 is the oldest browser in the offices we know of.
TOO_NEW = {
    "color-mix": r"color-mix\(",
    "popover": r"popover|:popover-open",
    "balanced text": r"text-wrap",
    "subgrid": r"subgrid",
    "view transitions": r"view-transition",
    "anchor positioning": r"anchor-name|position-anchor|anchor\(",
    "relative colours": r"\bfrom var\(",
    "scopes": r"@scope|@starting-style",
    "dynamic units before 108 are fine, light-dark is not": r"light-dark\(",
    "field sizing": r"field-sizing|interpolate-size|calc-size",
    "oklch": r"oklch\(|oklab\(|\blch\(|\blab\(",
}
DRUG_WORDS = ("毒", "吸", "尿检", "戒", "瘾", "禁毒", "阳性", "drug", "addict", "urine")


def token_values() -> dict[str, str]:
    css = (FRAME / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6});", css))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)


def test_the_tokens_are_those_agreed() -> None:
    values = token_values()
    assert {name: values.get(name) for name in TOKENS} == TOKENS


@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_text_can_be_read_on_its_ground(ink: str, ground: str) -> None:
    values = token_values()
    assert contrast(values[ink], values[ground]) >= 4.5


def test_the_edge_of_a_field_can_be_seen() -> None:
    values = token_values()
    assert contrast(values["edge"], values["card"]) >= 3.0


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_styles_use_nothing_that_chromium_109_lacks(sheet: Path) -> None:
    css = without_comments(sheet)
    for what, pattern in TOO_NEW.items():
        assert not re.search(pattern, css), what


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_rules_are_not_nested(sheet: Path) -> None:
    depth = 0
    inside_at: list[bool] = []
    for part in re.findall(r"[^{};]*[{};]", without_comments(sheet)):
        if part.endswith("{"):
            is_at = part.strip().startswith("@")
            assert is_at or all(inside_at), f"nested: {part.strip()}"
            inside_at.append(is_at)
            depth += 1
        elif part.endswith("}"):
            inside_at.pop()
            depth -= 1
    assert depth == 0


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_no_shadow_but_a_hairline_and_no_gradient(sheet: Path) -> None:
    css = without_comments(sheet)
    assert "gradient(" not in css
    assert all("inset 0 0 0 1px" in line for line in css.splitlines() if "box-shadow" in line)


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS], ids=lambda p: p.name)
def test_static_files_stay_small_and_load_nothing_from_outside(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= (400 if path.suffix == ".css" else 150)
    assert "http" not in text
    assert "data:" not in text


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.name)
def test_scripts_need_no_eval_and_write_no_html(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|\.style\b|import\(", text)
    beside = re.findall(r'^import .* from "\./([a-z-]+\.js)";$', text, flags=re.M)
    assert len(beside) == text.count("import "), "only by name, from a file beside it: its name is changed with its content"
    assert all((script.parent / name).exists() for name in beside)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_templates_keep_the_content_security_policy(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "|safe" not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_titles_give_nobody_away(template: Path) -> None:
    for title in re.findall(
        r"{% block title %}(.*?){% endblock %}", template.read_text(encoding="utf-8"), flags=re.S
    ):
        assert not [word for word in DRUG_WORDS if word in title.lower()]


def test_every_icon_used_is_in_the_list() -> None:
    listed = set((FRAME / "icons.txt").read_text(encoding="utf-8").split())
    used: set[str] = set()
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        used |= set(re.findall(r"ui\.icon\(\"([a-z0-9-]+)\"", text))
        used |= set(re.findall(r"icon_name=\"([a-z0-9-]+)\"", text))
        used |= set(re.findall(r"\"(?:primary|secondary|quiet|danger)\",\s*\"([a-z0-9-]+)\"", text))
    used |= {entry.icon for entry in MENU.values()}
    assert len(used) > 15
    assert used <= listed


def test_every_class_named_by_a_component_has_a_style() -> None:
    css = "".join(without_comments(sheet) for sheet in SHEETS)
    named: set[str] = set()
    for template in FRAME.rglob("*.html"):
        for value in re.findall(r'class="([^"{}]+)"', template.read_text(encoding="utf-8")):
            named |= set(value.split())
    missing = {name for name in named if not re.search(rf"\.{re.escape(name)}\b", css)}
    assert not missing

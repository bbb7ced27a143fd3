"""What the rulebook and the closed lists say, in the language of the reader.

The rulebook gives Chinese sentences with places for values; here they pass through the catalogue before they are filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext

from guitu.rules import sentences
from guitu.rules.verdict import Reason

MANY = re.compile(r"\b(\d+) (\w+)\(s\)")
PACK_WORDS = ("item", "factor")  # values that are words of a pack, not of the rulebook


def said(text: str) -> str:
    """A text of ours in the reader's language; the empty text stays empty (to gettext it is the header)."""
    return gettext(text) if text else ""


def sentence(reason: Reason, *, year: int | None = None) -> str:
    """The sentence for a reason; days of `year` are said short, as 11-18."""
    values = {name: said(str(value)) if name in PACK_WORDS else value for name, value in reason.values.items()}
    return numbered(sentences.sentence(replace(reason, values=values), year=year, translate=said))


def shown(value: object) -> str:
    """A value as it is read: codes as their word, days as 2026-11-18."""
    return sentences.shown(value, translate=said)


def filled(template: str, values: Mapping[str, object]) -> str:
    """A text with `{name}` places, put into the reader's language and then filled."""
    return numbered(said(template).format_map(values))


def numbered(text: str) -> str:
    """One told from many: 每 1 个月 → 每月; 1 day(s) → 1 day, 3 day(s) → 3 days."""
    text = text.replace("每 1 个月", "每月")
    if "(s)" not in text:
        return text
    return MANY.sub(lambda found: f"{found[1]} {found[2]}{'' if found[1] == '1' else 's'}", text)


def labelled(label: object, text: object) -> str:
    return gettext("%(label)s：%(text)s") % {"label": label, "text": text}


def with_more(word: object, more: object) -> str:
    return gettext("%(word)s（%(more)s）") % {"word": word, "more": more}


def joined(texts: Iterable[str]) -> str:
    """Sentences in a row: after a full stop of Latin script there is a space, after 。 none."""
    return "".join(before_more(text) for text in texts).rstrip()


def before_more(text: str) -> str:
    """A sentence that something follows on the same line."""
    return f"{text} " if text.endswith(".") else text


def without_stop(text: str) -> str:
    """The sentence as a label: its full stop is left off."""
    return text.rstrip("。.")


def listed(words: Iterable[str]) -> str:
    """Words in a row: joined by 、 in Chinese, by a comma elsewhere."""
    return gettext("、").join(words)

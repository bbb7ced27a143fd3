"""What is said of an export: to whoever decides about it, and inside the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guitu.exports.columns import Column
from guitu.exports.forms import FORMATS, PURPOSES
from guitu.exports.models import Export
from guitu.kit.actor import Actor
from guitu.kit.page_filters import day_time

WORDS, ABOUT = "exports_export|words", "exports_export|about"


def number(export: Export) -> str:
    """The short number by which people name a file: on its page, in the file, in its name."""
    return export.pk.hex[:8].upper()


def purpose_word(code: str) -> str:
    return str(dict(PURPOSES).get(code, code))


def shown_to_decide(export: Export, columns: Sequence[Column], about: str, words: str) -> list[tuple[str, str]]:
    """What is asked for, label and value; the labels follow the reader's language."""
    return [
        (gettext_noop("名单"), about),
        (gettext_noop("人数"), str(export.asked)),
        (gettext_noop("导出的列"), "、".join(str(one.heading) for one in columns)),
        (gettext_noop("文件"), str(dict(FORMATS)[export.format])),
        (gettext_noop("用途"), purpose_word(export.purpose)),
        (gettext_noop("说明"), words),
    ]


def mark(actor: Actor, export: Export, people: int, at: datetime) -> str:
    """Who took these people out of the house, when, for what, under which number."""
    return _("导出编号 %(number)s；导出人 %(who)s；%(when)s；用途：%(purpose)s；共 %(n)s 人。含个人信息，不得转发，用完销毁。") % {
        "number": number(export), "who": f"{actor.body} {actor.holder}".strip(), "when": day_time(at),
        "purpose": purpose_word(export.purpose), "n": people,
    }

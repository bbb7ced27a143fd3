"""蜂箱 by Excel: the number and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guitu.hives.commands import set_up_hive, take_hive_away
from guitu.kit.actor import Actor
from guitu.kit.database import acting, dicts
from guitu.kit.sheets import Call, Field, OnFile, Sheet, Values, Words

FIELDS = (
    Field("number", "箱号", "text", 8, is_required=True, synonyms="编号 蜂箱号"),
    Field("path", "放在哪里", "word", 20, is_asked=True, synonyms="地点 村（社区）"),
    Field("on", "哪天放的", "day", 13, is_asked=True, synonyms="日期"),
)


def words(actor: Actor, on: date) -> Mapping[str, Words]:
    return {"path": [(actor.path, "本辖区")]}


def on_file(actor: Actor, on: date) -> Sequence[OnFile]:
    with acting(actor):
        return [OnFile(str(one["id"]), "", {"number": str(one["number"])}) for one in dicts("SELECT id, number FROM hives_hive", [])]


def adding(values: Values) -> Call:
    return {"path": values["path"], "number": int(values["number"]), "on": values["on"]}


def changing(held: OnFile, values: Values) -> Call:
    return {}


SHEET = Sheet(
    code="hives", title=_("蜂箱"), page="hives", name="蜂箱", fields=FIELDS, key=("number",), words=words, on_file=on_file,
    add=set_up_hive, adding=adding, change=None, changing=changing, fixed=("path", "on"), take_back=take_hive_away,
    taking_back=lambda id: {"hive_id": UUID(id)},
)

"""The sample of a survey: its columns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.kit.declarations import ListColumn, ListPage

SAMPLE = ListPage(
    name="survey-sample",
    columns=(
        ListColumn("number", _("样本编号"), "p.number", essential=True, num=True),
        ListColumn("place", _("在哪里"), "p.scope_path", essential=True),
        ListColumn("who", _("性别、年龄")),
        ListColumn("position", _("名单上第几位"), "p.position", num=True),
        ListColumn("outcome", _("结果"), "p.outcome", essential=True),
        ListColumn("way", _("怎么问的"), "p.way"),
    ),
    order="p.number",
    filters=("only",),
    passing=("survey",),
)

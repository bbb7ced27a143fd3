"""What happened of goods at a place, a line each, for its history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guitu.inspection.opened import Opened
from guitu.kit.telling import said, with_more
from guitu.kit.telling import shown as spoken
from guitu.rules.facts import stock as f
from guitu.rules.stock import spelled
from guitu.rules.stock_fold import good_of


def told_of_stock(of: Opened, fact: Any) -> str:
    """Nothing of what is not of goods."""
    if isinstance(fact, f.GoodsHeld):
        goods = _("、").join(called(of, one, fact) for one in fact.goods)
        stages = _("、").join(spoken(f"goods_stages.{one}") for one in fact.goods_stages)
        return with_more(goods, stages) if stages else goods
    if isinstance(fact, f.GoodsLicensed):
        return _("%(paper)s，有效到 %(day)s") % {"paper": spoken(f"goods_licence.{fact.goods_licence}"), "day": fact.licence_until}
    if isinstance(fact, f.StockMoved):
        return f"{called(of, fact.good, fact)} · {spoken(f'stock_way.{fact.stock_way}')} {amount(of, fact.good, fact.stock_amount, fact)}"
    if isinstance(fact, f.StockCounted):
        return _("；").join(f"{called(of, good, fact)} {amount(of, good, found, fact)}" for good, found in fact.stock_counted)
    if isinstance(fact, f.GoodsReported):
        word = spoken(f"goods_report.{fact.goods_report}")
        return with_more(word, fact.year) if fact.goods_report == "year" else with_more(word, _("%(n)s 笔") % {"n": len(fact.goods_sales)})
    if isinstance(fact, f.EmptiesReturned):
        return f"{called(of, fact.good, fact)} {amount(of, fact.good, fact.stock_amount, fact)}"
    if isinstance(fact, f.RemainsDestroyed):
        return _("%(good)s %(amount)s 毫升") % {"good": called(of, fact.good, fact), "amount": spelled(fact.stock_amount)}
    return ""


def called(of: Opened, code: str, fact: Any) -> str:
    found = good_of(code, of.held.policy().on(fact.on))
    return said(found.name) if found else code


def amount(of: Opened, code: str, thousandths: int, fact: Any) -> str:
    found = good_of(code, of.held.policy().on(fact.on))
    return f"{spelled(thousandths)} {spoken(f'stock_unit.{found.unit}')}" if found else spelled(thousandths)

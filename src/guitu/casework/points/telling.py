"""A month of the account in words: which month an address names, and one line of it with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from guitu.casework.points.queries import shown
from guitu.casework.points_account import why_of
from guitu.kit.errors import NotVisible
from guitu.kit.telling import said, sentence
from guitu.kit.telling import shown as spoken
from guitu.rules.redemptions import RedemptionsPolicy, may_dispute


def month_named(text: str) -> date:
    """2026-02 as its first day; anything else is no address of ours."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotVisible from None
    if not 1949 <= found.year <= 9990 or found.isoformat()[:7] != text:
        raise NotVisible
    return found


def told(line: Mapping[str, Any], items: Mapping[str, Any], policy: RedemptionsPolicy, on: date) -> dict[str, Any]:
    """One line with the reasons that it was written with, and whether it may still be said to be wrong."""
    took = line["hundredths"] if line["kind"] == "settled" and line["item"] != "taken_back" else 0
    item = line["item"]
    return {
        **line,
        "what": said(items[item].name) if item in items else spoken(f"points_line.{item}"),
        "amount": shown(line["hundredths"]),
        "why": [sentence(reason) for reason in why_of(line["id"], line["why"])],
        "said": spoken(f"points_dispute.{line['dispute']}") if line["dispute"] else "",
        "disputable": bool(may_dispute(took, line["posted_on"], on, policy, disputed=line["dispute"] is not None)),
    }

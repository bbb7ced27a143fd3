"""The register of places as its list shows it: one statement a page, counted beside, names decrypted of what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guitu.grid.naming import place_sql
from guitu.inspection.reading import opened, plain, search_tokens
from guitu.kit.actor import Actor
from guitu.kit.database import dicts, rows
from guitu.lists.pages import Cut

Row = dict[str, Any]
STATES = ("unchecked", "passed", "correcting", "serious", "put_right", "closed")
TONES = {"unchecked": "plain", "passed": "moss", "correcting": "apricot", "serious": "red", "put_right": "sky", "closed": "plain"}
_FROM = (
    " FROM inspection_venue v WHERE v.county_id = %(county)s AND v.scope_path >= %(lo)s"
    " AND v.scope_path < %(hi)s"
)
_LINE = (
    "SELECT v.id, v.kind, v.details, v.valid_until, v.checked_on, v.look_by, v.put_right_by, v.open_findings, v.raised, v.signed_year,"  # noqa: S608  ours
    f" v.unsigned_year, v.unsigned, v.state, {place_sql('v.scope_path')} AS place FROM inspection_venue v"
    " WHERE v.id = ANY(%(ids)s) ORDER BY array_position(%(ids)s::uuid[], v.id)"
)
# What stands for the letter of a year in the list, as a condition on the row.
LETTERS = {
    "signed": "v.signed_year = %(year)s",
    "unsigned": "v.signed_year IS DISTINCT FROM %(year)s AND v.kind = ANY(%(signing)s)",
}
ONLY = {
    "due": "v.look_by < %(today)s",
    "late": "v.put_right_by < %(today)s",
    "licence": "v.valid_until < %(soon)s",
    "raised": "v.raised",
}
_DRAWN = "EXISTS (SELECT FROM inspection_drawn d WHERE d.matter_id = v.id AND d.campaign_id = %(campaign)s)"
# Drawn, and nobody has been in yet: follows from the visits.
_TO_GO = (
    f"{_DRAWN} AND NOT EXISTS (SELECT FROM ledger_fact f WHERE f.matter_id = v.id AND f.kind = 'venue_checked'"
    " AND f.counted ->> 'campaign' = %(campaign_text)s AND f.counted ->> 'site_result' NOT IN ('not_reached', 'refused'))"
)


@dataclass(frozen=True, slots=True)
class Wish:
    name: str = ""
    kind: str = ""
    state: str = ""
    letter: str = ""
    only: str = ""
    campaign: UUID | None = None
    area: str = ""


def listed(actor: Actor, wish: Wish, signing: Sequence[str], today: date, soon: date, cut: Cut) -> tuple[list[Row], dict[str, int]]:
    """A page of the list, and how many there are of each state of what is asked for but the state."""
    values: dict[str, Any] = {
        "county": actor.county_id, "lo": actor.lo, "hi": actor.hi, "kind": wish.kind, "state": wish.state, "today": today, "soon": soon,
        "year": today.year, "signing": list(signing), "campaign": wish.campaign, "campaign_text": str(wish.campaign or ""),
        "limit": cut.limit, "offset": cut.offset,
    }
    where = _where(actor, wish, values)
    states = {state or "": int(n) for state, n in rows(f"SELECT v.state, count(*){_FROM}{where} GROUP BY v.state", values)}
    of_state = " AND v.state = %(state)s" if wish.state else " AND v.state <> 'closed'"
    ids = [id for (id,) in rows(f"SELECT v.id{_FROM}{where}{of_state} ORDER BY {cut.order} LIMIT %(limit)s OFFSET %(offset)s", values)]
    return [_line(one, today) for one in dicts(_LINE, {"ids": ids})] if ids else [], states


def _where(actor: Actor, wish: Wish, values: dict[str, Any]) -> str:
    where = " AND v.kind = %(kind)s" if wish.kind else ""
    where += f" AND {LETTERS[wish.letter]}" if wish.letter in LETTERS else ""
    where += f" AND {ONLY[wish.only]}" if wish.only in ONLY else ""
    where += f" AND {_TO_GO}" if wish.campaign else ""
    if wish.area:
        values |= {"area": wish.area, "area_end": wish.area + ":"}
        where += " AND v.scope_path >= %(area)s AND v.scope_path < %(area_end)s"
    if wish.name:
        values["named"] = named(actor, wish.name)
        where += " AND v.id = ANY(%(named)s)"
    return where


def named(actor: Actor, text: str) -> list[UUID]:
    """Places whose name holds the text: tokens name candidates, decrypting decides."""
    asked = search_tokens(actor.county_id, text)
    if not asked:
        return []
    found = rows(
        "SELECT id, details FROM inspection_venue WHERE county_id = %s AND scope_path >= %s AND scope_path < %s"
        " AND tokens @> %s::int[] LIMIT 400",
        [actor.county_id, actor.lo, actor.hi, asked],
    )
    wanted = plain(text)
    return [id for id, details in found if wanted in plain(opened(id, details).name)]


def _line(one: Row, today: date) -> Row:
    details = opened(one["id"], one.pop("details"))
    signed = one["signed_year"] == today.year
    reason = one["unsigned"] if one["unsigned_year"] == today.year and not signed else ""
    return {
        **one, "name": details.name, "tone": TONES.get(one["state"], "plain"), "signed": signed, "reason": reason,
        "is_late": bool(one["put_right_by"] and one["put_right_by"] < today), "is_due": bool(one["look_by"] and one["look_by"] < today),
        "is_over": bool(one["valid_until"] and one["valid_until"] < today),
    }

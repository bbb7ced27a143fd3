"""Background work on blocks, safe to run twice: sealing what waits, and verifying when somebody asks."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import orjson
from procrastinate.contrib.django import app

from guitu.blocks import anchors
from guitu.blocks.sealing import seal_county
from guitu.blocks.verifying import verify_county
from guitu.grid.access import clock_actor
from guitu.kit import clock
from guitu.kit.database import acting, row, run
from guitu.kit.queue import RETRY


@app.task(name="seal_ledger", queue="seal", retry=RETRY)
def seal_ledger(county_id: str) -> None:
    """What was written since the last time goes into blocks, and their heads out of the house."""
    seal_county(county_id, clock.now())


@app.task(name="check_ledger", queue="seal", retry=RETRY)
def check_ledger(county_id: str, check_id: str) -> None:
    """Answer somebody who asked on the page: with the file of anchors that this machine keeps, and a code from paper."""
    with acting(clock_actor(county_id)):
        asked = row("SELECT code FROM blocks_check WHERE id = %s AND done_at IS NULL", [UUID(check_id)])
    if asked is None:
        return
    kept = [anchors.path_of(county_id)] if anchors.path_of(county_id).exists() else list[Path]()
    proof = verify_county(county_id, kept, [asked[0]] if asked[0] else [])
    faults = [[one.code, one.line, one.block, one.other] for one in sorted(proof.faults, key=lambda one: one.order)]
    with acting(clock_actor(county_id), durable=True):
        run(
            "UPDATE blocks_check SET done_at = %s, lines = %s, faults = %s::jsonb WHERE id = %s AND done_at IS NULL",
            [clock.now(), proof.lines, orjson.dumps(faults).decode(), UUID(check_id)],
        )

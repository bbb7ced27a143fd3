"""`guitu seal-ledger`, `guitu verify`, `guitu rotate-keys`: what they end with, and what they print for programs."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from guitu.blocks import anchors
from guitu.cli import main as command_line
from tests import casefile, clearing, make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_environment")]


def test_verify_ends_with_0_1_or_2_and_names_the_first_bad_line(
    world: make.World, at: datetime, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.ANCHORS = tmp_path
    casefile.on_detox(world.actor("encheng_worker"), at)
    assert command_line.main(["seal-ledger"]) == 0
    file = anchors.path_of(make.ENPING)
    code = next(anchors.read([file], make.ENPING)).code
    assert code in capsys.readouterr().out
    whole = ["verify", "--area", make.ENPING, "--anchor", str(file), "--code", code]
    assert command_line.main(whole) == 0
    assert "没有被改动。 Whole." in capsys.readouterr().out
    assert command_line.main(["verify", "--anchor", str(tmp_path / "none")]) == 2
    assert command_line.main(["verify", "--code", code]) == 2
    db = clearing._as_superuser()
    db.execute("SET session_replication_role = replica")
    db.execute("UPDATE ledger_entry SET door = 'api' WHERE id = (SELECT id FROM ledger_entry ORDER BY at, id OFFSET 2 LIMIT 1)")
    capsys.readouterr()
    assert command_line.main([*whole, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["first_bad"], said["whole"], said["held_against"]) == (3, False, 2)
    assert said["faults"] == [{"code": "changed", "line": 3, "block": 1, "other": None}]
    assert command_line.main(["verify"]) == 1
    assert "第 3 条和封存时不一样（第 1 块）" in capsys.readouterr().out

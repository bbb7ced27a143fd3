"""How much of a stranger's file we are ready to take in (S-10.1)."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    file_bytes: int = 32 * MEGABYTE
    members: int = 200
    inflated_bytes: int = 400 * MEGABYTE
    columns: int = 64
    rows: int = 200_000
    cell_characters: int = 4_000
    answer_bytes: int = 160 * MEGABYTE  # what the child may say in all
    piece_bytes: int = 4 * MEGABYTE  # and at once
    memory_bytes: int = 600 * MEGABYTE
    cpu_seconds: int = 20
    wall_seconds: int = 60


LIMITS = Limits()

"""How much of a stranger's file we are ready to take in (S-10.1)."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    file_bytes: int = 32 * MEGABYTE
    members: int = 200
    inflated_bytes: int = 160 * MEGABYTE
    cells: int = 8_000_000  # empty ones too
    merged_cells: int = 20_000
    other_part_bytes: int = 32 * MEGABYTE  # of one part that holds no cells and no texts: its styles
    columns: int = 64
    rows: int = 200_000
    cell_characters: int = 4_000
    answer_bytes: int = 160 * MEGABYTE  # what the child may say in all
    piece_bytes: int = 4 * MEGABYTE  # and at once
    # What a file that is small itself may take; an honest roster of many lines has more bytes of its own.
    memory_bytes: int = 200 * MEGABYTE
    memory_per_byte: int = 40
    memory_bytes_at_most: int = 450 * MEGABYTE
    cpu_seconds: int = 2
    bytes_per_second: int = MEGABYTE
    cpu_seconds_at_most: int = 20
    wall_seconds: int = 60
    turn_seconds: int = 300  # until one of the two that may be read at once is free


LIMITS = Limits()

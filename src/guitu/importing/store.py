"""Where the batches of a kind of sheet lie: a pair of tables of one shape, named by the package that owns them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Store:
    """The tables are named in the package's own SQL; what is sealed in them is sealed to their names."""

    batches: str
    rows: str
    became: str  # the column with what a row became

    @property
    def raw(self) -> str:
        return f"{self.rows}|raw"

    @property
    def file_name(self) -> str:
        return f"{self.batches}|file_name"

    @property
    def mapping(self) -> str:
        return f"{self.batches}|mapping"

    @property
    def answers(self) -> str:
        return f"{self.batches}|answers"

from guitu.casework.models.cells import StandingCell, StandingChange
from guitu.casework.models.derived import Current, PointsTransfer, Standing, Summary
from guitu.casework.models.facts import Fact
from guitu.casework.models.registers import ImportBatch, ImportRow, Measure

__all__ = [
    "Current", "Fact", "ImportBatch", "ImportRow", "Measure", "PointsTransfer", "Standing", "StandingCell",
    "StandingChange", "Summary",
]  # fmt: skip

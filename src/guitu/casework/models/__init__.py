from guitu.casework.models.cells import StandingCell, StandingChange
from guitu.casework.models.derived import Current, Standing
from guitu.casework.models.points import (
    Good,
    GoodPrice,
    LessonTaking,
    PointsAccount,
    PointsBudget,
    PointsDispute,
    PointsSide,
    PointsTransfer,
    Redemption,
)
from guitu.casework.models.registers import ImportBatch, ImportRow, Measure

__all__ = [
    "Current", "Good", "GoodPrice", "ImportBatch", "ImportRow", "LessonTaking", "Measure", "PointsAccount", "PointsBudget", "PointsDispute",
    "PointsSide", "PointsTransfer", "Redemption", "Standing", "StandingCell", "StandingChange",
]  # fmt: skip

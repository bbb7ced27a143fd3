from guitu.casework.models.cells import StandingCell, StandingChange
from guitu.casework.models.daybook import HandedOver, MonthReport
from guitu.casework.models.derived import Current, Standing
from guitu.casework.models.helping import BudgetLine, CourseHeld, Employer, Need, Vacancy, WishCard, WorkSpan
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
    StockCount,
)
from guitu.casework.models.registers import Confided, ImportBatch, ImportRow, Measure
from guitu.casework.models.testing import KitLot, KitMove, Sampling, TestingDay, TestingSeat

__all__ = [
    "BudgetLine", "Confided", "CourseHeld", "Current", "Employer", "Good", "GoodPrice", "HandedOver", "ImportBatch", "ImportRow", "KitLot", "KitMove",
    "LessonTaking", "Measure", "MonthReport", "Need",
    "PointsAccount", "PointsBudget", "PointsDispute", "PointsSide", "PointsTransfer", "Redemption", "Sampling", "Standing", "StandingCell", "StandingChange", "StockCount",
    "TestingDay", "TestingSeat", "Vacancy", "WishCard", "WorkSpan",
]

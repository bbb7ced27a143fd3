from guitu.casework.models.cells import StandingCell, StandingChange
from guitu.casework.models.derived import Current, PointsTransfer, Standing
from guitu.casework.models.helping import BudgetLine, CourseHeld, Employer, Need, Vacancy, WorkSpan
from guitu.casework.models.registers import ImportBatch, ImportRow, Measure

__all__ = [
    "BudgetLine", "CourseHeld", "Current", "Employer", "ImportBatch", "ImportRow", "Measure", "Need", "PointsTransfer", "Standing",
    "StandingCell", "StandingChange", "Vacancy", "WorkSpan",
]  # fmt: skip

from guitu.casework.models.cells import StandingCell, StandingChange
from guitu.casework.models.derived import Current, PointsTransfer, Standing
from guitu.casework.models.registers import ImportBatch, ImportRow, Measure

__all__ = ["Current", "ImportBatch", "ImportRow", "Measure", "PointsTransfer", "Standing", "StandingCell", "StandingChange"]

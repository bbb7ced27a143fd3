from guitu.casework.models.cells import StandingCell, StandingChange
from guitu.casework.models.derived import Current, PointsTransfer, Standing
from guitu.casework.models.registers import Confided, ImportBatch, ImportRow, Measure

__all__ = ["Confided", "Current", "ImportBatch", "ImportRow", "Measure", "PointsTransfer", "Standing", "StandingCell", "StandingChange"]

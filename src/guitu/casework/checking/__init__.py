"""Check your answers: one small way for every step that is bound to a person, legal steps above all.

Form → what will follow, folded with the new facts and not written → confirm → what followed.
"""

from __future__ import annotations

from guitu.casework.checking.forms import MeasureForm, StepForm
from guitu.casework.checking.steps import Step, take

__all__ = ["MeasureForm", "Step", "StepForm", "take"]

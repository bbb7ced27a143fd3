from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guitu.casework.checking import MeasureForm
from guitu.rules import isolation
from guitu.rules.terms import MeasureCourse
from guitu.rules.verdict import Verdict


class EscapeForm(MeasureForm):
    step = "escaped"

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("脱逃日期")

    def admits(self, course: MeasureCourse) -> Verdict:
        return isolation.may_leave(self.step, course, self.course.overlays, self.today)


class MedicalLeaveForm(EscapeForm):
    step = "medical_leave_started"

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("所外就医开始日期")


class RecaptureForm(MeasureForm):
    step = "recaptured"

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("追回日期")

    def admits(self, course: MeasureCourse) -> Verdict:
        return isolation.may_return(self.step, course, self.course.overlays, self.today)


class MedicalReturnForm(RecaptureForm):
    step = "medical_leave_ended"

    def prepare(self) -> None:
        super().prepare()
        self.fields["on"].label = _("回所日期")

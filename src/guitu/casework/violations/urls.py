from django.urls import path

from guitu.casework.violations import views

urlpatterns = [
    path("people/<uuid:person_id>/report-violation/", views.report_violation, name="report-violation"),
    path("people/<uuid:person_id>/violation-answered/", views.record_police_answer, name="record-police-answer"),
]

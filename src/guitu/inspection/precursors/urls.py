from django.urls import path

from guitu.inspection.precursors import views

urlpatterns = [
    path("precursors/new/", views.register, name="register-precursor-user"),
    path("<uuid:venue_id>/book/report/", views.report, name="report-goods"),
]

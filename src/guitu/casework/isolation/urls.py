from django.urls import path

from guitu.casework.isolation import views

urlpatterns = [
    path("people/<uuid:person_id>/record-escape/", views.record_escape, name="record-escape"),
    path("people/<uuid:person_id>/record-recapture/", views.record_recapture, name="record-recapture"),
    path("people/<uuid:person_id>/start-medical-leave/", views.start_medical_leave, name="start-medical-leave"),
    path("people/<uuid:person_id>/end-medical-leave/", views.end_medical_leave, name="end-medical-leave"),
]

from django.urls import path

from guitu.casework.maternity import views

urlpatterns = [
    path("people/<uuid:person_id>/record-pregnancy/", views.record_pregnancy, name="record-pregnancy"),
    path("people/<uuid:person_id>/end-pregnancy/", views.end_pregnancy, name="end-pregnancy"),
    path("people/<uuid:person_id>/record-nursing/", views.record_nursing, name="record-nursing"),
    path("people/<uuid:person_id>/end-nursing/", views.end_nursing, name="end-nursing"),
]

from django.urls import path

from guitu.casework.statuses import views

urlpatterns = [
    path("people/<uuid:person_id>/record-lost-contact/", views.record_lost_contact, name="record-lost-contact"),
    path("people/<uuid:person_id>/record-found/", views.record_found, name="record-found"),
    path("people/<uuid:person_id>/record-status/", views.record_status, name="record-status"),
]

from django.urls import path

from guitu.casework.incidents import views

urlpatterns = [
    path("people/<uuid:person_id>/incidents/", views.incidents_page, name="incidents"),
    path("people/<uuid:person_id>/incidents/record/", views.record, name="record-incident"),
    path("people/<uuid:person_id>/incidents/lift/", views.lift, name="lift-incident"),
    path("people/<uuid:person_id>/incidents/help/", views.arrange, name="arrange-help"),
]

from django.urls import path

from guitu.casework.meetings import views

urlpatterns = [path("people/<uuid:person_id>/meeting/", views.record, name="record-meeting")]

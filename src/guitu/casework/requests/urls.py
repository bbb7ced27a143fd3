from django.urls import path

from guitu.casework.requests import views

urlpatterns = [
    path("people/<uuid:person_id>/request/", views.record, name="record-request"),
    path("people/<uuid:person_id>/request/answer/", views.answer, name="answer-request"),
]

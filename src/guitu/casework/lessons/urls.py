from django.urls import path

from guitu.casework.lessons import views

urlpatterns = [
    path("people/<uuid:person_id>/lessons/", views.listed, name="lessons"),
    path("people/<uuid:person_id>/lessons/<slug:lesson>/", views.take, name="take-lesson"),
]

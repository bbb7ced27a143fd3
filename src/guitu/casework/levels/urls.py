from django.urls import path

from guitu.casework.levels import views

urlpatterns = [
    path("levels/choices/", views.level_choices, name="level-choices"),
    path("people/<uuid:person_id>/risk/", views.assess, name="assess-risk"),
    path("people/<uuid:person_id>/level/", views.confirm, name="confirm-level"),
]

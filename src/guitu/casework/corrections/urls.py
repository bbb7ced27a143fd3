from django.urls import path

from guitu.casework.corrections import views

_FACT = "people/<uuid:person_id>/facts/<uuid:fact_id>"

urlpatterns = [
    path("people/<uuid:person_id>/papers/", views.papers, name="complete-papers"),
    path(f"{_FACT}/correct/", views.correct, name="correct-fact"),
    path(f"{_FACT}/withdraw/", views.withdraw, name="withdraw-fact"),
]

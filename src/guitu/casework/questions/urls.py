from django.urls import path

from guitu.casework.questions import views

urlpatterns = [
    path("people/<uuid:person_id>/level-told/", views.level, name="level-told"),
    path("people/<uuid:person_id>/level-told/tell/", views.tell, name="tell-level"),
    path("people/<uuid:person_id>/level-told/question/", views.question, name="question-level"),
    path("people/<uuid:person_id>/level-told/answer/", views.answer, name="answer-question"),
]

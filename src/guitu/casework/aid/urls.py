from django.urls import path

from guitu.casework.aid import views

urlpatterns = [
    path("help/entitled/", views.entitled, name="entitled"),
    path("people/<uuid:person_id>/aid-application/", views.apply, name="apply-aid"),
    path("people/<uuid:person_id>/aid-answer/", views.answer, name="answer-aid"),
    path("people/<uuid:person_id>/aid-payment/", views.pay, name="pay-aid"),
    path("people/<uuid:person_id>/aid-received/", views.note, name="note-aid"),
    path("people/<uuid:person_id>/aid-declined/", views.decline, name="decline-aid"),
    path("people/<uuid:person_id>/work-refused/", views.refuse_work, name="refuse-work"),
]

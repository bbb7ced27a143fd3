from django.urls import path

from guitu.casework.two_way_control import views

PERSON = "people/<uuid:person_id>"

urlpatterns = [
    path(f"{PERSON}/start-two-way-control/", views.start_two_way_control, name="start-two-way-control"),
    path(f"{PERSON}/end-two-way-control/", views.end_two_way_control, name="end-two-way-control"),
    path(f"{PERSON}/letters/", views.page, name="person-letters"),
    path(f"{PERSON}/letters/answer/", views.answer, name="answer-two-way"),
    path(f"{PERSON}/letters/whereabouts/", views.verify, name="verify-whereabouts"),
    path(f"{PERSON}/letters/test/", views.ask_test, name="ask-elsewhere-test"),
    path(f"{PERSON}/letters/no-test/", views.decline_test, name="decline-elsewhere-test"),
]

from django.urls import path

from guitu.casework.needs import views

urlpatterns = [
    path("help/needs/", views.needs, name="needs"),
    path("help/needs/<uuid:need_id>/", views.need, name="need"),
    path("help/needs/<uuid:need_id>/take/", views.take, name="take-need"),
    path("help/needs/<uuid:need_id>/done/", views.finish, name="finish-need"),
    path("help/needs/<uuid:need_id>/return/", views.send_back, name="return-need"),
    path("help/needs/<uuid:need_id>/send/", views.send, name="send-need"),
    path("help/needs/<uuid:need_id>/answer/", views.answer, name="answer-need"),
    path("people/<uuid:person_id>/need/", views.raise_one, name="raise-need"),
]

from django.urls import path

from guitu.casework.needs import views, wish_views

urlpatterns = [
    path("help/needs/", views.needs, name="needs"),
    path("help/needs/<uuid:need_id>/", views.need, name="need"),
    path("help/needs/<uuid:need_id>/take/", views.take, name="take-need"),
    path("help/needs/<uuid:need_id>/done/", views.finish, name="finish-need"),
    path("help/needs/<uuid:need_id>/return/", views.send_back, name="return-need"),
    path("help/needs/<uuid:need_id>/send/", views.send, name="send-need"),
    path("help/needs/<uuid:need_id>/answer/", views.answer, name="answer-need"),
    path("help/needs/<uuid:need_id>/wish/", wish_views.wish, name="wish-card"),
    path("help/needs/<uuid:need_id>/wish/make/", wish_views.make, name="make-wish-card"),
    path("help/needs/<uuid:need_id>/wish/back/", wish_views.withdraw, name="withdraw-wish-card"),
    path("help/needs/<uuid:need_id>/wish/arrived/", wish_views.received, name="receive-gift"),
    path("help/needs/<uuid:need_id>/wish/thanks/", wish_views.thank, name="thank-giver"),
    path("people/<uuid:person_id>/need/", views.raise_one, name="raise-need"),
]

from django.urls import path

from guitu.links import views

urlpatterns = [
    path("links/", views.links, name="links"),
    path("links/<uuid:link_id>/withdraw/", views.withdraw, name="withdraw-link"),
    path("l/<slug:token>/", views.knock, name="link"),
    path("l/<slug:token>/answer/", views.answer, name="answer-link"),
]

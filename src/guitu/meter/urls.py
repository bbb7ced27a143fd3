from django.urls import path

from guitu.meter import views

urlpatterns = [
    path("", views.page, name="meter"),
    path("count/", views.count, name="meter-count"),
    path("drop/<slug:form>/<slug:field>/", views.propose, name="propose-drop"),
    path("drops/<uuid:proposal_id>/", views.answer, name="answer-drop"),
]

from django.urls import path

from guitu.casework.background import views

urlpatterns = [
    path("background/", views.background, name="background"),
    path("background/<int:job>/again/", views.again, name="run-job-again"),
]

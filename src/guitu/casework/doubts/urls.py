from django.urls import path

from guitu.casework.doubts import views

urlpatterns = [path("people/<uuid:person_id>/test/explanation/", views.read, name="read-doubt")]

from django.urls import path

from guitu.casework.visits import views

urlpatterns = [path("people/<uuid:person_id>/visit/", views.record, name="record-visit")]

from django.urls import path

from guitu.casework.postponements import views

urlpatterns = [
    path("people/<uuid:person_id>/postpone/", views.postpone, name="postpone-duty"),
    path("people/<uuid:person_id>/postpone/row/", views.row, name="duty-row"),
    path("people/<uuid:person_id>/postpone/<uuid:fact_id>/undo/", views.resume, name="resume-duty"),
]

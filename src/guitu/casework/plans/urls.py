from django.urls import path

from guitu.casework.plans import views

urlpatterns = [
    path("people/<uuid:person_id>/plan/", views.plan, name="plan"),
    path("people/<uuid:person_id>/plan/make/", views.make, name="make-plan"),
    path("people/<uuid:person_id>/plan/add/", views.add, name="add-goal"),
    path("people/<uuid:person_id>/plan/end/", views.end, name="end-goal"),
    path("people/<uuid:person_id>/plan/review/", views.review, name="review-plan"),
    path("people/<uuid:person_id>/plan/close/", views.close, name="close-plan"),
]

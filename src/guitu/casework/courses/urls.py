from django.urls import path

from guitu.casework.courses import views

urlpatterns = [
    path("help/courses/", views.courses, name="courses"),
    path("help/courses/add/", views.add, name="add-course"),
    path("help/courses/<uuid:course_id>/", views.course, name="course"),
    path("people/<uuid:person_id>/certificate/", views.certificate, name="give-certificate"),
    path("people/<uuid:person_id>/check-up/", views.check_up, name="record-check-up"),
]

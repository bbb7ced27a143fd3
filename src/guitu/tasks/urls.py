from django.urls import path

from guitu.tasks import views

urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("give/", views.give, name="give-task"),
    path("<uuid:task_id>/", views.task, name="task"),
    path("<uuid:task_id>/take/", views.take, name="take-task"),
    path("<uuid:task_id>/answer/", views.answer, name="answer-task"),
    path("<uuid:task_id>/return/", views.send_back, name="return-task"),
    path("<uuid:task_id>/check/", views.check, name="check-task"),
    path("<uuid:task_id>/reopen/", views.reopen, name="reopen-task"),
    path("<uuid:task_id>/withdraw/", views.withdraw, name="withdraw-task"),
    path("<uuid:task_id>/link/", views.link, name="make-task-link"),
    path("<uuid:task_id>/files/<uuid:file_id>/", views.file, name="task-file"),
]

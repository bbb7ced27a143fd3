from django.urls import path

from guitu.grid import login

urlpatterns = [
    path("enter/", login.enter, name="demo-enter"),
    path("posts/choose/", login.choose_post, name="choose-post"),
    path("posts/switch/", login.switch_post, name="switch-post"),
]

from django.urls import path

from guitu.grid import login, passwords
from guitu.grid.posts import views as posts

urlpatterns = [
    path("enter/", login.enter, name="demo-enter"),
    path("password/", passwords.change, name="password"),
    path("posts/choose/", login.choose_post, name="choose-post"),
    path("posts/switch/", login.switch_post, name="switch-post"),
    path("settings/", posts.posts, name="settings"),
    path("settings/posts/", posts.posts, name="posts"),
    path("settings/posts/<uuid:post_id>/appoint/", posts.appoint, name="post-appoint"),
    path("settings/posts/<uuid:post_id>/leave/", posts.leave, name="post-leave"),
]

from django.http import HttpResponse
from django.urls import path

app_name = "plug"
urlpatterns = [path("hello/", lambda request: HttpResponse("hello"), name="hello")]

from django.urls import path

from cchc.documents import views

urlpatterns = [
    path("", views.reference_list, name="references"),
    path("new/", views.new_reference, name="reference_new"),
    path("<uuid:uid>/", views.reference, name="reference"),
    path("<uuid:uid>/remove/", views.reference_remove, name="reference_remove"),
]

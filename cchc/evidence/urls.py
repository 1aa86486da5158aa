from django.urls import path

from cchc.evidence import views

urlpatterns = [
    path("trust/", views.trust_list, name="trust_list"),
    path("trust/<uuid:uid>/withdraw/", views.trust_withdraw, name="trust_withdraw"),
    path("disposals/", views.disposals, name="disposals"),
    path("disposals/<uuid:uid>/", views.disposal, name="disposal"),
    path("disposals/<uuid:uid>/list.docx", views.disposal_word, name="disposal_word"),
    path("<slug:kind>/<uuid:uid>/", views.download, name="file"),
    path("<slug:kind>/<uuid:uid>/view/", views.view, name="file_view"),
    path("<slug:kind>/<uuid:uid>/pages/<int:number>/", views.page_picture, name="file_page"),
]

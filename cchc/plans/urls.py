from django.urls import path

from cchc.plans.views import plans, upload

urlpatterns = [
    path("", plans.plan_list, name="plans"),
    path("new/", upload.new, name="draft_new"),
    path("drafts/<uuid:uid>/reading/", upload.reading, name="draft_reading"),
    path("drafts/<uuid:uid>/retry/", upload.retry, name="draft_retry"),
    path("drafts/<uuid:uid>/discard/", upload.discard, name="draft_discard"),
]

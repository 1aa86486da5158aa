from django.urls import path

from cchc.plans.views import exports, issue, plan, plans, upload

urlpatterns = [
    path("", plans.plan_list, name="plans"),
    path("new/", upload.new, name="draft_new"),
    path("drafts/<uuid:uid>/reading/", upload.reading, name="draft_reading"),
    path("drafts/<uuid:uid>/retry/", upload.retry, name="draft_retry"),
    path("drafts/<uuid:uid>/discard/", upload.discard, name="draft_discard"),
    path("drafts/<uuid:uid>/issue/", issue.issue, name="draft_issue"),
    path("drafts/<uuid:uid>/sign/", issue.sign, name="draft_sign"),
    path("drafts/<uuid:uid>/give-back/", issue.give_back, name="draft_give_back"),
    path("drafts/<uuid:uid>/export/<slug:what>.<slug:kind>", exports.draft, name="draft_export"),
    path("<uuid:uid>/", plan.plan, name="plan"),
    path("<uuid:uid>/number/", issue.number, name="plan_number"),
    path("<uuid:uid>/export/<slug:what>.<slug:kind>", exports.plan, name="plan_export"),
]

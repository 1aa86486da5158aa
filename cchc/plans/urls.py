from django.urls import path

from cchc.plans.views import (
    annex,
    correction,
    exports,
    issue,
    page_pictures,
    plan,
    plans,
    review,
    review_units,
    upload,
)

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
    path("drafts/<uuid:uid>/", review.review, name="draft_review"),
    path("drafts/<uuid:uid>/changes/", review.changes, name="draft_changes"),
    path("drafts/<uuid:uid>/edits/", review.edit, name="draft_edit"),
    path("drafts/<uuid:uid>/units/", review_units.units, name="draft_units"),
    path("drafts/<uuid:uid>/head/", review.head, name="draft_head"),
    path("drafts/<uuid:uid>/new-task/", review.new_task, name="draft_task_new"),
    path("drafts/<uuid:uid>/tasks/<path:key>/", review.task, name="draft_task"),
    path("drafts/<uuid:uid>/items/<slug:list_name>/new/", review.new_item, name="draft_item_new"),
    path("drafts/<uuid:uid>/items/<slug:list_name>/<int:at>/", review.item, name="draft_item"),
    path(
        "drafts/<uuid:uid>/page/<int:file>/<int:number>.png",
        page_pictures.page_picture,
        name="draft_page",
    ),
    path("<uuid:uid>/", plan.plan, name="plan"),
    path("drafts/<uuid:uid>/pairs/", annex.pairs, name="annex_pairs"),
    path("<uuid:uid>/annex/", annex.upload, name="plan_annex"),
    path(
        "<uuid:uid>/correct/<slug:kind>/<uuid:row_uid>/", correction.correct, name="plan_correct"
    ),
    path("<uuid:uid>/number/", issue.number, name="plan_number"),
    path("<uuid:uid>/export/<slug:what>.<slug:kind>", exports.plan, name="plan_export"),
]

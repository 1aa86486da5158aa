from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "cchc.evidence"
    label = "evidence"

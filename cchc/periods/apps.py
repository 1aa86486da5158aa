from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    name = "cchc.periods"
    label = "periods"

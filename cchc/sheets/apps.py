from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "cchc.sheets"
    label = "sheets"

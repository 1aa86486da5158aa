"""Lists that go out as workbooks, come back filled in, are judged row by row and written.

One mechanism for every room that has such a list; prose: docs/algorithms/excel-round-trip.md, ADR 52.
"""

"""What is kept of a frozen report for the level above says of each indicator what the report says, and no less."""

import json
from dataclasses import replace

from hypothesis import given

from cchc.reports.rules.adding import counts_alike
from cchc.reports.rules.digest import digest_of, fact_in
from cchc.reports.rules.snapshot import together
from tests.factories.patience import PATIENT
from tests.reports.rules.test_prose import facts, facts_of, figure, snapshot


@PATIENT
@given(facts(), facts())
def test_every_indicator_of_the_period_comes_back_as_it_was(now, earlier):
    taken = together(snapshot(facts_of(now)), snapshot(facts_of(earlier)), None)
    digest = json.loads(json.dumps(digest_of(taken)))
    kept = {fact.key: fact for fact in taken.facts if fact.key.startswith("indicator.")}
    assert {key: fact_in(digest[key], kept[key]) for key in digest} == kept


def test_the_same_key_under_another_name_or_measure_is_never_taken_for_the_same():
    fact = figure({"code": "CDDH.01", "n": "7", "missing": ["Phòng A"]})
    row = digest_of(snapshot([fact]))[fact.key]
    for other in (replace(fact, label="Tên khác"), replace(fact, measure="lượt")):
        read = fact_in(row, other)
        assert not counts_alike(other, read)
        assert (read.value, read.missing) == (7, ("Phòng A",))


def test_a_share_read_beside_a_number_is_still_written_as_a_share():
    share = figure({"code": "TTHC.07", "n": "3", "of": "4"})
    read = fact_in(digest_of(snapshot([share]))[share.key], replace(share, measure="hồ sơ"))
    assert read.is_share

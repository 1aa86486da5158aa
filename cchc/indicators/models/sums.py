"""Sums of figures that are kept up to date with every entry, so that a province is looked at without counting anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.indicators.models.figures import Indicator
from cchc.orgs.models import Unit


class FigureSum(models.Model):
    """What the units of an agency said of one indicator in the periods of one code, or all agencies below it.

    `level`: own (its units), below (the agencies under it). Numerators and denominators are added, never percentages;
    the live figure of a unit is the official one, else the estimate. `given`, `not_arising`: how many said so;
    `estimates`: how many of the given are estimates; `agencies`: below only, how many gave at least one figure.
    """

    class Level(models.TextChoices):
        OWN = "own", _("Các đơn vị của cơ quan")
        BELOW = "below", _("Các cơ quan trực thuộc")

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="figure_sums")
    level = models.CharField(max_length=5, choices=Level, default=Level.OWN)
    code = models.CharField(_("mã kỳ"), max_length=12)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    numerator = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    denominator = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    shares = models.IntegerField(default=0)
    given = models.IntegerField(default=0)
    estimates = models.IntegerField(default=0)
    not_arising = models.IntegerField(default=0)
    agencies = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "level", "code", "indicator"], name="indicators_sum_once"
            ),
        ]

"""Properties on a busy machine: nothing fails because it was slow."""

from hypothesis import HealthCheck, settings

PATIENT = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

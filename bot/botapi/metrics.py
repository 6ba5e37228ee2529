"""What a process counts for a monitor; each bot has a registry of its own."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 50.0)


class Metrics:
    """Counts updates and pauses; ``page`` adds what the rows say at that moment."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._updates = Counter(
            "bilateral_updates",
            "Updates that this process handled: done, failed (tried again), dead, or again (done before).",
            ("kind", "outcome"),
            registry=registry,
        )
        self._seconds = Histogram(
            "bilateral_update_seconds",
            "From taking an update up to the end of its handler.",
            ("kind",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._floods = Counter(
            "bilateral_floods", "Times that Telegram asked this process for a pause (429).", registry=registry
        )
        self._outbox = Gauge(
            "bilateral_outbox",
            "Messages of the bot that are not settled, by state.",
            ("state",),
            registry=registry,
        )
        self._oldest = Gauge(
            "bilateral_outbox_oldest_due_seconds",
            "How long the oldest message has been due.",
            registry=registry,
        )
        self._requests = Gauge(
            "bilateral_requests", "Requests of all events, by state.", ("state",), registry=registry
        )
        self._meetings = Gauge(
            "bilateral_meetings", "Meetings of all events, by state.", ("state",), registry=registry
        )

    def update(self, kind: str, outcome: str, seconds: float) -> None:
        """Count an attempt at an update that took so long."""
        self._updates.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)

    def flood(self) -> None:
        """Count a 429."""
        self._floods.inc()

    def page(
        self,
        outbox: Mapping[str, int],
        oldest_due_seconds: float,
        requests: Mapping[str, int],
        meetings: Mapping[str, int],
    ) -> bytes:
        """Write everything in the text format of Prometheus; counts by state as the rows have them."""
        for gauge, counts in ((self._outbox, outbox), (self._requests, requests), (self._meetings, meetings)):
            gauge.clear()
            for state, count in counts.items():
                gauge.labels(state).set(count)
        self._oldest.set(oldest_due_seconds)
        return generate_latest(self._registry)

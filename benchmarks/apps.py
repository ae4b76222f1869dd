"""The benchmarks as a Django app: what they change of the host is in place wherever their settings are used."""

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Makes the preview a host that the peers can stand on."""

    name = label = "benchmarks"

    def ready(self) -> None:
        """See AppConfig."""
        # It needs models, which are not there before all apps are.
        from benchmarks import peers

        peers.make_room()

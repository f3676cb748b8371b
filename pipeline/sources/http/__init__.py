"""Asking the network, with manners and within limits. Every network source asks through `Client` and nothing else."""

from pipeline.sources.http.client import Answer, Client
from pipeline.sources.http.errors import FetchError, RobotsError
from pipeline.sources.http.manners import Clock, Hosts, Manners

__all__ = ["Answer", "Client", "Clock", "FetchError", "Hosts", "Manners", "RobotsError"]

"""Runs the program in a process of its own against an outlet on loopback: `python -c LAUNCH PORT ARGUMENTS…`."""

from __future__ import annotations

LAUNCH = """
import sys
from ipaddress import ip_network
from latticework.acquire.reach import Reach
from latticework.terminal import main

port = int(sys.argv.pop(1))
main(reach=Reach(networks=(ip_network("127.0.0.1/32"),), resolver=lambda host, wanted: [("127.0.0.1", port)]))
"""

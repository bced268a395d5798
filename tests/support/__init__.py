"""Shared code of the tests: servers, browsers and notebooks that tests start, watch and stop."""

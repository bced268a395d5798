"""The course as a static site: read it without Jupyter, without a kernel, without a network once it is loaded."""

from .build import build_site

__all__ = ["build_site"]

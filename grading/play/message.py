"""What goes over the wire between a page and its room."""

from __future__ import annotations

from typing import Any

#: A document of JSON: a message of a page, or what a page may see.
Json = dict[str, Any]

"""Check one's own answers: in the page, in a terminal, for one exercise or the whole course."""

"""A class plays the game on its phones: the protocol, what is kept of it, and the pages."""

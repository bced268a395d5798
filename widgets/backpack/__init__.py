"""Take one's notebooks and bets away in one file, and bring them back: `backpack.Backpack`."""

"""The benchmark: speed, always as a ratio to what one would use instead, measured in the same run."""

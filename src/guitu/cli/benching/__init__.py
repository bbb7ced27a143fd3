"""The parts of `guitu bench`: an invented county, what is asked of it, what it costs."""

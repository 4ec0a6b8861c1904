"""The plan, put together from what the search found."""

"""What no plan can beat, so that the search may stop early."""

"""What is paid on which day, and by whom."""

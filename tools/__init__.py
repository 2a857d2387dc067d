"""What changes the course and gives it: `python -m tools COMMAND`."""

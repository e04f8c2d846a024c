"""What no hand-in should contain."""

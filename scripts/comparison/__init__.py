"""Compare the lists of two builds."""

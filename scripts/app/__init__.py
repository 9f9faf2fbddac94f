"""The app: one module per page; what pages share is in `parts`."""

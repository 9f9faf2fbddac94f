"""The sample data, made up."""

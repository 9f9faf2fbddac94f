"""The thin Python around the warehouse: it asks, shows, measures and generates."""

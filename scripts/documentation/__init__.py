"""Pictures of the project for its front page."""

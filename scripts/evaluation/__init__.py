"""Evaluate lists against what came later."""

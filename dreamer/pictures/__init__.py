"""Figures and videos: dreams beside what happened, and learning curves side by side."""

"""What only instructors have: grading, and everything around it. `dreamer` never imports it."""

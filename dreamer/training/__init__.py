"""Training: the loop, run folders, checkpoints, evaluation, sweeps, and learning curves as data."""

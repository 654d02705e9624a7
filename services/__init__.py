"""One package a process; each imports `shared` and itself only."""

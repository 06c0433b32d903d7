// Furnished by the commits that follow.

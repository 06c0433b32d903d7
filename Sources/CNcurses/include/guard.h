/// Furnished by a later commit.
int guard_placeholder(void);

"""What if: some entities are strengthened or weakened, others removed; what it does to the goals."""

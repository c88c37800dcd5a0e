"""What reaches the goals: which goals each entity helps, what is missing, what drives and what depends."""

"""What the words of a tree mean: tasks, units, products, times, targets, legal bases, reports."""

"""From blocks to a tree: broken lines joined, printed ordinals, field lines, tables, regions."""

"""What a report asks, what it rests on and how it words it: plain values and functions, no Django, no clock."""

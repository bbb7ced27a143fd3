"""Ways out of the house. Each is a function that sends one message or says why not; none knows a person."""

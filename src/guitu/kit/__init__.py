"""Django helpers, each named. Knows nothing of casework."""

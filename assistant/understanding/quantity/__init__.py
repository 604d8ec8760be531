"""Chinese numerals, money, durations, ages and dates as people say them."""

"""What git says of changed pages and lines."""

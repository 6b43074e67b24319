"""Photos: inspected, cropped, converted and cached."""

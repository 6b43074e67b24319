"""QR codes read under growing damage."""

"""PREPARE: photos, QR codes, fonts and colours, finished before the layout sees them."""

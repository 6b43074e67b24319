"""What a PDF states about itself: metadata, XMP, output intents, attachments."""

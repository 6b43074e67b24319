"""Digital signatures of what is kept: made with a token or key file, renewed by timestamps, judged by named roots."""

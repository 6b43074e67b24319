"""Proofs: the finished bytes compared with layout and source."""

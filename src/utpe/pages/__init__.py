# SPDX-License-Identifier: MIT
"""Catalogue in, pages out: views for the templates, listings, stamping into shells."""

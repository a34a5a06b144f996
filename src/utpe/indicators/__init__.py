# SPDX-License-Identifier: MIT
"""Catalogue in, figures out: what is counted, and how much of it. Knows no page and no drawing."""

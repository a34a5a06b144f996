# SPDX-License-Identifier: MIT
"""Catalogue in, findings out: one generator per rule."""

# SPDX-License-Identifier: MIT
"""Catalogue and models in, files for programs out."""

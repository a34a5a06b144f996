# SPDX-License-Identifier: MIT
"""What the form for proposals knows: models, words and lists in, plain values for its scripts out."""

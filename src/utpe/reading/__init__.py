# SPDX-License-Identifier: MIT
"""Files in, trees with line and column out; and what git remembers of them."""

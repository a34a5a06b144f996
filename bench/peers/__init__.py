# SPDX-License-Identifier: MIT
"""The same register for other generators, to compare how long they take."""

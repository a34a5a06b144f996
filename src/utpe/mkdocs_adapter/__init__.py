# SPDX-License-Identifier: MIT
"""The only part that knows MkDocs and Material; everything else goes on living without them."""

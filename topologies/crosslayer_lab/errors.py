# SPDX-License-Identifier: Apache-2.0
"""What a user is told when something does not work."""


class LabError(Exception):
    """Something that the user can understand and mend; shown as one line."""

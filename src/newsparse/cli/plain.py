"""Text from articles and file names, made safe for a terminal."""

from __future__ import annotations

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: object) -> str:
    r"""Text without the control codes that steer a terminal; one for one, so that offsets stay.

    Example:
        >>> plain("a\x1b[31m")
        'a\ufffd[31m'
    """
    return _CONTROLS.sub("\ufffd", str(text))

"""The logo of an office: a picture file drawn anew, small and plain, as text for a plan."""

from __future__ import annotations

import io
import warnings
from base64 import b64encode

from pathplanner.errors import Fault, InputError
from pathplanner.model.support import LARGEST_LOGO, LOGO_START

LARGEST_BYTES, LARGEST_SIDE = 2_000_000, 4000
"""A file with more bytes, and a picture with more pixels on a side, is not read."""

FORMATS = ("PNG", "JPEG")

_SCAN, _END = b"\xff\xda", b"\xff\xd9"
"""What stands before the pixels of a JPEG and behind them, and never within them (B.1.1.2)."""

_BROKEN = "This is no PNG or JPEG picture, or it is broken."
_HINT = "A PNG or JPEG file of 600 by 200 pixels prints well."


def picture_to_text(data: bytes) -> str:
    """Return a PNG or JPEG picture as the text that `Support.logo` holds.

    It is drawn anew on white and no larger than it is printed, so that every format can show
    it, and what else the file holds, such as where a photo was taken, stays behind.

    Raises:
        InputError: It is no such picture, is broken, or is too large.
    """
    # Pillow takes a while to load, and few plans have a logo.
    from PIL import Image

    if len(data) > LARGEST_BYTES:
        raise _refused(f"This picture has more than {LARGEST_BYTES:,} bytes.")
    is_cut = False
    try:
        with warnings.catch_warnings():
            # It warns of what is large and of notes in a file that are broken; neither matters.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if max(picture.size) <= LARGEST_SIDE:
                # WeasyPrint, once loaded, has Pillow draw what is cut short, and for all.
                Image.open(io.BytesIO(data), formats=FORMATS).verify()
                is_cut = picture.format == "JPEG" and data.rfind(_END) < data.rfind(_SCAN)
                picture.thumbnail(LARGEST_LOGO)
                over = picture.convert("RGBA")
    except Image.DecompressionBombError:
        raise _refused(f"This picture has more than {LARGEST_SIDE:,} pixels on a side.") from None
    # What Pillow says of files that are no pictures or are cut short.
    except (OSError, SyntaxError, ValueError):
        raise _refused(_BROKEN) from None
    if is_cut:
        raise _refused(_BROKEN)
    if max(picture.size) > LARGEST_SIDE:
        raise _refused(f"This picture has more than {LARGEST_SIDE:,} pixels on a side.")
    plain = Image.new("RGB", over.size, "white")
    plain.paste(over, mask=over.getchannel("A"))
    file = io.BytesIO()
    plain.save(file, "PNG", optimize=True)
    return LOGO_START + b64encode(file.getvalue()).decode()


def _refused(said: str) -> InputError:
    return InputError([Fault(said, hint=_HINT)])

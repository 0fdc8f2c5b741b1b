"""A logo that a locality brings, made safe: only what is drawn is kept, as a ``data:`` address.

A drawing (SVG) keeps shapes and colours. What could run, fetch or show other things than shapes is
refused rather than guessed away, since a logo that has lost its letters is no logo.
"""

from __future__ import annotations

import base64
import io
import re
import xml.etree.ElementTree as ET

LARGEST = 1_000_000  # bytes
_WIDEST = 4_000  # pixels, either way
_SVG = "http://www.w3.org/2000/svg"
_PNG = b"\x89PNG\r\n\x1a\n"
_SHAPES = frozenset(
    {
        *("svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath"),
    }
)
_DROPPED = frozenset({"title", "desc", "metadata"})  # words about it, which nobody sees
_ATTRIBUTES = frozenset(
    {
        *("id", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy"),
        *("width", "height", "viewBox", "points", "transform", "fill", "fill-rule"),
        *("fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"),
        *("stroke-miterlimit", "stroke-dasharray", "stroke-opacity", "opacity", "clip-path"),
        *("clip-rule", "offset", "stop-color", "stop-opacity", "gradientUnits"),
        *("gradientTransform", "spreadMethod", "clipPathUnits", "preserveAspectRatio"),
    }
)
# Numbers, names of colours and paths; or a gradient of the same drawing.
_VALUE = re.compile(r"(?:(?!url)[\w\s.,#%()+-])*|url\([\"']?#[\w.-]+[\"']?\)", re.IGNORECASE)
_MOST_SHAPES = 5_000


def clean_logo(content: bytes) -> str:
    """The logo as a ``data:`` address. Raises ValueError with the rest of a sentence."""
    if len(content) > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1_000_000} MB; save it smaller")
    if content.startswith(_PNG):
        return _address("image/png", _drawn_again(content))
    if b"<svg" in content[:20_000]:
        return _address("image/svg+xml", _shapes_of(content))
    raise ValueError("is neither PNG nor SVG; save it as one of these")


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _drawn_again(content: bytes) -> bytes:
    """The pixels on white, and nothing else that the file held."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    # WeasyPrint has Pillow forgive damaged pictures from where it is loaded on.
    forgiving, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            pixels = image.convert("RGBA") if max(image.size) <= _WIDEST else None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValueError("is a damaged PNG; save it again") from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = forgiving
    if pixels is None:
        raise ValueError(f"is more than {_WIDEST:,} pixels wide or high; save it smaller")
    white = Image.new("RGBA", pixels.size, "white")
    saved = io.BytesIO()
    Image.alpha_composite(white, pixels).convert("RGB").save(saved, "PNG", optimize=True)
    return saved.getvalue()


def _shapes_of(content: bytes) -> bytes:
    import defusedxml.ElementTree as Safe
    from defusedxml import DefusedXmlException

    try:
        drawing = Safe.fromstring(content, forbid_dtd=False)
    except DefusedXmlException:
        raise ValueError("declares entities, which no logo needs; save it as PNG") from None
    except (ET.ParseError, ValueError, RecursionError):
        raise ValueError("is a damaged SVG; save it again or as PNG") from None
    if drawing.tag != f"{{{_SVG}}}svg":
        raise ValueError("is not an SVG drawing; save it again or as PNG")
    kept = _kept(drawing, [_MOST_SHAPES])
    if "viewBox" not in kept.attrib and not {"width", "height"} <= set(kept.attrib):
        raise ValueError("does not say how large it is (viewBox); save it again or as PNG")
    ET.register_namespace("", _SVG)
    drawn: bytes = ET.tostring(kept, encoding="utf-8")
    return drawn


def _kept(element: ET.Element, left: list[int], deep: int = 0) -> ET.Element:
    """A copy with shapes alone. ``left`` counts down how many more there may be."""
    left[0] -= 1
    if left[0] < 0 or deep > 50:
        raise ValueError("has too many shapes for a logo; save it as PNG")
    copy = ET.Element(element.tag)
    for name, value in (*element.attrib.items(), *_declared(element.get("style", ""))):
        if name in _ATTRIBUTES:
            if not _VALUE.fullmatch(value):
                raise ValueError(f"has a “{name}” that may not be safe; save it as PNG")
            copy.set(name, value)
    for child in element:
        namespace, _, name = str(child.tag).rpartition("}")
        if namespace != f"{{{_SVG}" or name in _DROPPED:
            continue  # what drawing programs note for themselves
        if name not in _SHAPES:
            raise ValueError(f"holds a <{name[:30]}>, which cannot be made safe; save it as PNG")
        copy.append(_kept(child, left, deep + 1))
    return copy


def _declared(style: str) -> list[tuple[str, str]]:
    """``fill:#000;stroke:none`` as pairs."""
    pairs = (part.partition(":") for part in style.split(";"))
    return [(name.strip(), value.strip()) for name, _, value in pairs if value]

"""The AI mark that travels with every file: visible words are the themes', these are the hidden ones.

GB 45438-2025 and the labelling measures of 2025-09-01: content made or arranged by AI carries, in the file's metadata,
a field named AIGC holding a JSON object with the label's state, the producer and the content's number. Label "1" says
that AI made it. The reserved codes stay empty: they are for signatures of the producer and the propagator.
"""

from __future__ import annotations

import json
from typing import Final
from xml.sax.saxutils import escape

from assistant.resume.model import Resume

PRODUCER: Final = "Ayi"
XMP_NAMESPACE: Final = "http://www.tc260.org.cn/ns/AIGC/1.0/"
# The label's height on a picture, as a share of its short side.
PICTURE_SHARE: Final = 0.05


def aigc(resume: Resume) -> dict[str, str]:
    """The content of the AIGC field for this résumé."""
    return {
        "Label": "1",
        "ContentProducer": PRODUCER,
        "ProduceID": resume.content_id,
        "ReservedCode1": "",
        "ContentPropagator": PRODUCER,
        "PropagateID": resume.content_id,
        "ReservedCode2": "",
    }


def aigc_json(resume: Resume) -> str:
    """The AIGC field as one line of JSON."""
    return json.dumps(aigc(resume), ensure_ascii=False, separators=(",", ":"))


def rdf(resume: Resume) -> str:
    """The AIGC field as RDF for an XMP packet."""
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:TC260="{XMP_NAMESPACE}">'
        f"<TC260:AIGC>{escape(aigc_json(resume))}</TC260:AIGC>"
        "</rdf:Description></rdf:RDF>"
    )


def xmp(resume: Resume) -> str:
    """A whole XMP packet with the AIGC field."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf(resume)}</x:xmpmeta><?xpacket end="r"?>'
    )

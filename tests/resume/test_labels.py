"""The AI mark in the files' metadata."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from assistant.resume.labels import XMP_NAMESPACE, aigc, aigc_json, rdf, xmp
from tests.resume.samples import TYPICAL


def test_the_field_names_state_producer_and_content() -> None:
    resume = TYPICAL.resume(content_id="c-1")
    assert aigc(resume) == {
        "Label": "1", "ContentProducer": "Ayi", "ProduceID": "c-1", "ReservedCode1": "", "ContentPropagator": "Ayi",
        "PropagateID": "c-1", "ReservedCode2": "",
    }  # fmt: skip
    assert json.loads(aigc_json(resume)) == aigc(resume)
    assert "\n" not in aigc_json(resume)


def test_the_packet_is_xml_that_holds_the_field() -> None:
    resume = TYPICAL.resume()
    field = ET.fromstring(rdf(resume)).find(f".//{{{XMP_NAMESPACE}}}AIGC")  # noqa: S314 - our own packet
    assert field is not None
    assert json.loads(field.text or "") == aigc(resume)
    assert xmp(resume).startswith("<?xpacket begin=")


def test_an_odd_content_id_cannot_break_the_packet() -> None:
    resume = TYPICAL.resume(content_id="</x>&\"'")
    field = ET.fromstring(rdf(resume)).find(f".//{{{XMP_NAMESPACE}}}AIGC")  # noqa: S314 - our own packet
    assert field is not None
    assert json.loads(field.text or "")["ProduceID"] == "</x>&\"'"

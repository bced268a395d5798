"""Pictures in answers that a person grades: pasted ones are checked and kept, drawn ones shown, others said."""

import base64
import json
import struct
import zlib

import nbformat
import pytest
from seoul_dilemma.grading.collect.notebook_file import read
from seoul_dilemma.grading.course.course import Course
from seoul_dilemma.grading.course.limits import Limits
from seoul_dilemma.grading.dispatch.grade_one import _document, _not_shown
from seoul_dilemma.grading.execute.inside.shell import MAX_CELL, MAX_STREAM, Outputs
from seoul_dilemma.grading.execute.sandbox import Sandbox
from seoul_dilemma.grading.execute.transplant import transplant
from seoul_dilemma.grading.record.sanitize import sanitized_answer, sanitized_output
from support.classroom import answered, find, make_course


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


DOT = base64.b64encode(
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\0"))
    + _chunk(b"IEND", b"")
).decode()
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
PNG = {"image/png": DOT}

#: What a student wrote and attached; the text that is kept, and how many pictures are kept and left out.
CASES = {
    "pasted": ("Look:\n\n![image.png](attachment:image.png)", {"image.png": PNG},
               "Look:\n\n![image.png](attachment:picture-1.png)", 1, 0),
    "a name with a blank": ("![a](attachment:%ED%99%94%EB%A9%B4%201.png)", {"화면 1.png": PNG},
                            "![a](attachment:picture-1.png)", 1, 0),
    "a name with brackets": ("![a](attachment:image(1).png)", {"image(1).png": PNG},
                             "![a](attachment:picture-1.png)", 1, 0),
    "written out in its address": (f"![a](data:image/png;base64,{DOT})", {}, "![a](attachment:picture-1.png)", 1, 0),
    "two": ("![a](attachment:a) and ![b](attachment:b)", {"a": PNG, "b": PNG},
            "![a](attachment:picture-1.png) and ![b](attachment:picture-2.png)", 2, 0),
    "no picture by its first bytes": ("![a](attachment:a)", {"a": {"image/png": base64.b64encode(b"GIF?").decode()}},
                                      "(a picture that cannot be shown here)", 0, 1),
    "a drawing in SVG": ("![a](attachment:a)", {"a": {"image/svg+xml": SVG}},
                         "(a picture that cannot be shown here)", 0, 1),
    "not there": ("![a](attachment:a)", {}, "(a picture that cannot be shown here)", 0, 1),
    "attachments that are none": ("![a](attachment:a)", ["a"], "(a picture that cannot be shown here)", 0, 1),
    "from elsewhere": ("![a](https://example.org/a.png)", {}, "[a](https://example.org/a.png)", 0, 0),
    "words that mean something": ('![<b title="x">](attachment:a)', {"a": PNG},
                                  "![b titlex](attachment:picture-1.png)", 1, 0),
    "no picture at all": ("Seoul < Busan", {"a": PNG}, "Seoul < Busan", 0, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_pasted_pictures_are_checked_and_kept(name):
    text, attached, expected, count, left = CASES[name]
    made, pictures, missed = sanitized_answer(text, attached)
    assert (made, len(pictures), missed) == (expected, count, left)
    assert all(content == PNG for content in pictures.values())


def test_a_memo_keeps_its_picture_and_what_is_not_shown_is_said(tmp_path):
    assignment = Course(make_course(tmp_path)).assignment("hw")
    document = answered(memo="![one](attachment:one.png) ![two](attachment:two.svg)")
    memo = document["cells"][find(document, "memo")]
    memo["attachments"] = {"one.png": PNG, "two.svg": {"image/svg+xml": SVG}}
    cells, _ = read(json.dumps(document).encode(), Limits())
    steps, _ = transplant(cells, assignment.notebooks[0])
    (step,) = [step for step in steps if step.cell is not None and step.cell.grade_id == "memo"]
    made = _document(step, [])
    assert made["attachments"] == {"picture-1.png": PNG}
    assert "attachment:picture-1.png" in made["source"]
    nbformat.validate(nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"id": "a", **made}]}))  # fmt: skip
    (said,) = _not_shown(step, [])
    assert said == "The answer 'memo' holds pictures that are not shown (1): open the file handed in."


def test_what_has_only_its_class_to_say_is_shown_as_its_source():
    output = {"output_type": "display_data", "data": {"text/plain": "<Math object>", "text/latex": "$x^2$"}}
    assert sanitized_output(output)["data"] == {"text/plain": "$x^2$"}
    output = {"output_type": "display_data", "data": {"text/plain": "<SVG object>", "image/svg+xml": SVG}}
    assert "a drawing in SVG, which is not shown" in sanitized_output(output)["data"]["text/plain"]


@pytest.mark.sandbox
@pytest.mark.slow
def test_a_figure_that_is_asked_for_as_svg_is_drawn_as_png_too():
    sandbox = Sandbox(Limits())
    try:
        wire = sandbox.start()
        code = (
            "%config InlineBackend.figure_format = 'svg'\nfrom matplotlib import pyplot\npyplot.plot([1, 2])"
        )
        wire.send({"op": "run", "source": code, "n": 1})
        outputs = [sanitized_output(each) for each in wire.receive()["outputs"]]
        wire.close()
    finally:
        sandbox.close()
    assert [each["data"]["image/png"][:8] for each in outputs if "image/png" in each.get("data", {})] == [
        "iVBORw0K"
    ]


def test_a_cell_shows_no_more_pictures_and_text_than_is_stated():
    outputs = Outputs()
    for _ in range(5):
        outputs.bundle("display_data", {"image/png": "A" * 2_900_000, "text/plain": "<Figure>"}, {})
    outputs.stream("stdout", "x" * 300_000)
    *shown, said = outputs.take()
    pictures = [each["data"]["image/png"] for each in shown if "image/png" in each.get("data", {})]
    text = [each["text"] for each in shown if each["output_type"] == "stream"]
    assert (len(pictures), [len(each) for each in text]) == (2, [100_000])
    assert said["text"] == "[more output was left out]\n"
    assert (MAX_CELL, MAX_STREAM) == (8_000_000, 100_000)  # as grading/README.md has it

"""The shapes of the map, from a made-up package laid out as the real one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.shapes import Shapes, ShapesError, compile_shapes, load_shapes, write_shapes
from tests.api.conftest import ROOT, SMALL
from tests.api.pages import Page

BUNDLE = (
    'var a=[{id:"x",code:"101",d:"M1,2l3,4Z"},{id:"y",code:"9002",d:"M5,6c1,1 2,2 3,-3Z"},'
    '{id:"r",name:"a region",code:"1084",d:"M0,0l9,9Z"}];'
    'exports.Denmark=function(l){return n({areas:a,viewBoxWidth:"7",viewBoxHeight:"7"})},'
    'exports.Municipalities=function(l){return n({areas:m,viewBoxWidth:"30",viewBoxHeight:"40"})}'
)


def package(folder: Path, bundle: str = BUNDLE) -> Path:
    about = {"name": "made-up-map", "version": "1.2.3", "license": "MIT", "main": "index.js"}
    (folder / "package.json").write_text(json.dumps(about))
    (folder / "index.js").write_text(bundle)
    return folder


def test_shapes_are_found_by_four_digit_code_without_the_regions(tmp_path):
    assert compile_shapes(package(tmp_path), {"0101", "9002"}).shapes == {
        "0101": "M1,2l3,4Z",
        "9002": "M5,6c1,1 2,2 3,-3Z",
    }


def test_the_frame_is_the_one_of_the_municipalities(tmp_path):
    assert compile_shapes(package(tmp_path), {"0101"}).view_box == "0 0 30 40"


def test_the_package_and_its_licence_are_named(tmp_path):
    shapes = compile_shapes(package(tmp_path), {"0101"})
    assert (shapes.source, shapes.licence) == ("made-up-map 1.2.3", "MIT")


def test_a_municipality_without_a_shape_is_refused(tmp_path):
    with pytest.raises(ShapesError, match="lacks 1 of 2 municipalities"):
        compile_shapes(package(tmp_path), {"0101", "0147"})


def test_a_path_that_is_more_than_drawing_is_refused(tmp_path):
    hostile = BUNDLE.replace("M1,2l3,4Z", "M1,2<script>")
    with pytest.raises(ShapesError, match="drawing commands"):
        compile_shapes(package(tmp_path, hostile), {"0101"})


def test_a_missing_package_names_the_remedy(tmp_path):
    with pytest.raises(ShapesError, match="make assets"):
        compile_shapes(tmp_path, {"0101"})


def test_stored_shapes_come_back_as_they_were(tmp_path):
    shapes = compile_shapes(package(tmp_path), {"0101", "9002"})
    write_shapes(shapes, tmp_path / "new" / "shapes.json")
    assert load_shapes(tmp_path / "new" / "shapes.json") == shapes


def test_without_stored_shapes_there_are_none(tmp_path):
    assert load_shapes(tmp_path / "shapes.json") is None


WHOLE = {"view_box": "0 0 30 40", "shapes": {"0101": "M1,2l3,4Z"}, "source": "x", "licence": "MIT"}
SPOILED = {
    "empty": b"",
    "cut": json.dumps(WHOLE).encode()[:40],
    "another encoding": b"\xff\xfe{",
    "a list": b"[]",
    "nested without end": b"[" * 100_000,
    "another field": json.dumps(WHOLE | {"more": 1}).encode(),
    "a field missing": b'{"view_box": "0 0 30 40"}',
    "no frame": json.dumps(WHOLE | {"view_box": "wide"}).encode(),
    "a frame of numbers": json.dumps(WHOLE | {"view_box": 30}).encode(),
    "shapes in a list": json.dumps(WHOLE | {"shapes": ["M1,2l3,4Z"]}).encode(),
    "a path of numbers": json.dumps(WHOLE | {"shapes": {"0101": 7}}).encode(),
    "a path cut": json.dumps(WHOLE | {"shapes": {"0101": "M1,2c1,1 2,2"}}).encode(),
    "a path without a start": json.dumps(WHOLE | {"shapes": {"0101": "Ml3,4Z"}}).encode(),
    "no path": json.dumps(WHOLE | {"shapes": {"0101": ""}}).encode(),
}


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED)
def test_stored_shapes_that_cannot_be_used_are_as_good_as_none(tmp_path, spoiled):
    stored = tmp_path / "shapes.json"
    stored.write_bytes(spoiled)
    assert load_shapes(stored) is None


def test_stored_shapes_that_are_whole_can_be_used(tmp_path):
    stored = tmp_path / "shapes.json"
    stored.write_text(json.dumps(WHOLE))
    assert load_shapes(stored) == Shapes(**WHOLE)


@pytest.mark.slow
def test_a_report_without_its_map_is_written_and_that_is_said(tmp_path):
    """In a process of its own: what was read of the shapes stays read."""
    script = """
import sys
from pathlib import Path
from api import shapes

shapes.SHAPES = Path(sys.argv.pop(1))
shapes.load_shapes.__wrapped__.__defaults__ = (shapes.SHAPES,)
from api.cli import main

main()
"""
    (tmp_path / "shapes.json").write_bytes(SPOILED["cut"])
    report = tmp_path / "r.html"
    words = ["propose", str(SMALL), "--quiet", "--out", str(report), "--language", "en"]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "shapes.json"), *words],
        capture_output=True,
        check=False,
        cwd=ROOT,
        text=True,
    )
    page = Page(report.read_text(encoding="utf-8"))
    assert (done.returncode, page.faults, page.all("path")) == (0, [], [])
    assert "The report has no map" in done.stderr
    assert "cannot be read" in page.text
    assert "hatched" not in page.text

import json
from pathlib import Path

import pytest

from api.exit_codes import ExitCode
from scoring.result_file import read_result
from tests.api.conftest import ROOT, run
from tests.api.pages import Page

SAMPLES = ROOT / "relocation" / "municipalities" / "samples"


def spoiled(files, folder):
    """The result with one person moved to another place, so that a figure is wrong."""
    document = json.loads(files.result.read_text(encoding="utf-8"))
    placed = [p for p in document["placements"] if p["outcome"] == "placed"]
    placed[0]["municipality"] = placed[-1]["municipality"]
    path = folder / "spoiled.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_check_finds_nothing_wrong_with_a_proposal(proposed):
    assert run("check", proposed.result, proposed.round).exit_code == ExitCode.DONE


@pytest.mark.slow
def test_check_ends_with_3_when_the_plan_was_changed(proposed, tmp_path):
    done = run("check", spoiled(proposed, tmp_path), proposed.round)
    assert done.exit_code == ExitCode.VIOLATIONS


def test_check_lists_violations_as_json(proposed, tmp_path):
    found = json.loads(run("check", spoiled(proposed, tmp_path), proposed.round, "--json").stdout)
    assert {"code", "fault", "people", "message"} == set(found["violations"][0])


@pytest.mark.parametrize(("tag", "said"), [("da", "Løs runden igen."), ("en", "Solve again.")])
@pytest.mark.rule("IF-6")
def test_check_says_what_is_wrong_in_the_language_asked_for(proposed, tmp_path, tag, said):
    done = run("check", spoiled(proposed, tmp_path), proposed.round, "--language", tag)
    assert all(said in line for line in done.stdout.splitlines())


@pytest.mark.rule("IF-6")
def test_check_is_danish_unless_said_otherwise(proposed):
    assert run("check", proposed.result, proposed.round).stdout.startswith(
        "Ingen fejl: 8 kandidater"
    )


def test_the_sentences_of_check_as_json_are_english_whatever_the_language(proposed, tmp_path):
    asked = ("check", spoiled(proposed, tmp_path), proposed.round, "--json", "--language", "da")
    assert all(
        "Solve again." in each["message"] for each in json.loads(run(*asked).stdout)["violations"]
    )


def made_elsewhere(files, folder):
    """The result as an earlier engine and another NumPy would have signed it."""
    document = json.loads(files.result.read_text(encoding="utf-8"))
    document["versions"]["engine"] = "0"
    document["versions"]["libraries"]["numpy"] = "0.1"
    path = folder / "elsewhere.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize(("tag", "said"), [("da", "Bemærk: Motor er"), ("en", "Note: Engine is")])
@pytest.mark.rule("EX-8")
def test_check_tells_of_another_engine_or_library_and_finds_no_violation(
    proposed, tmp_path, tag, said
):
    asked = (made_elsewhere(proposed, tmp_path), proposed.round, "--language", tag)
    done = run("check", *asked)
    assert (done.exit_code, said in done.stdout, "numpy" in done.stdout) == (0, True, True)


@pytest.mark.rule("EX-8")
def test_check_tells_of_another_engine_or_library_as_json(proposed, tmp_path):
    told = run("check", made_elsewhere(proposed, tmp_path), proposed.round, "--json").stdout
    document = json.loads(told)
    assert document["violations"] == []
    assert [each["version"] for each in document["notices"]] == ["engine", "libraries.numpy"]


@pytest.mark.rule("EX-8")
def test_what_cannot_be_computed_again_is_a_violation_where_that_was_asked_for(proposed, tmp_path):
    path = made_elsewhere(proposed, tmp_path)
    done = run("check", path, proposed.round, "--recompute", "--json")
    document = json.loads(done.stdout)
    assert {each["fault"] for each in document["violations"]} == {"another_version"}
    assert (done.exit_code, document["notices"]) == (ExitCode.VIOLATIONS, [])


def test_check_says_nothing_of_versions_that_are_the_same(proposed):
    assert run("check", proposed.result, proposed.round).stdout.count("\n") == 1


@pytest.mark.slow
def test_check_recomputes_to_the_byte(proposed):
    assert run("check", proposed.result, proposed.round, "--recompute").exit_code == ExitCode.DONE


def test_a_result_of_another_round_is_refused(proposed):
    other = ROOT / "examples" / "national-round.json"
    assert run("check", proposed.result, other).exit_code == ExitCode.BAD_INPUT


def test_a_broken_result_file_is_refused_with_its_line(proposed, tmp_path):
    path = tmp_path / "result.json"
    path.write_text('{\n "format": 7\n}', encoding="utf-8")
    done = run("check", path, proposed.round)
    assert done.exit_code == ExitCode.BAD_INPUT
    assert "\n2:" in done.stderr


@pytest.mark.rule("IF-6")
def test_explain_gives_points_and_reasons(proposed):
    told = run("explain", proposed.result, proposed.round, proposed.person, "--language", "en")
    assert "Safety:" in told.stdout
    assert "points in all" in told.stdout


@pytest.mark.slow
def test_explain_names_the_rules_that_close_a_place(proposed):
    left = json.loads(proposed.round.read_text(encoding="utf-8"))["people"]
    home = next(p["moves_from"] for p in left if p["key"] == proposed.person)
    asked = ("explain", proposed.result, proposed.round, proposed.person, "--why-not", home)
    assert "The place left, and what is near it" in run(*asked, "--language", "en").stdout


@pytest.mark.slow
@pytest.mark.parametrize("quick", [(), ("--quick",)])
def test_explain_answers_why_not_for_machines(proposed, quick):
    asked = ("explain", proposed.result, proposed.round, proposed.person, "--why-not", "0400")
    told = json.loads(run(*asked, *quick, "--json").stdout)
    assert told["why_not"]["municipality"] == "0400"


def test_explain_refuses_somebody_who_is_not_in_the_round(proposed):
    done = run("explain", proposed.result, proposed.round, "nobody")
    assert done.exit_code == ExitCode.BAD_INPUT


def test_a_candidate_gets_nothing_before_the_shortlist_is_released(proposed):
    asked = ("explain", proposed.result, proposed.round, proposed.person, "--reader", "candidate")
    assert run(*asked, "--json").stdout.strip() == "null"


@pytest.mark.slow
def test_the_candidates_page_gives_names_and_sentences_and_no_number_of_points(proposed, tmp_path):
    key = somebody_with_a_shortlist(proposed)
    path = tmp_path / "sheet.html"
    reader = ("--reader", "candidate", "--released", "--out", path, "--language", "en")
    run("explain", proposed.result, proposed.round, key, *reader)
    page = Page(path.read_text(encoding="utf-8"))
    assert 2 <= len(page.all("section")) <= 3
    assert page.faults == page.fetched == []
    assert "point" not in page.text.lower()
    assert key not in page.html


def somebody_with_a_shortlist(files):
    for placement in read_result(files.result).placements:
        reader = ("--reader", "candidate", "--released", "--json")
        told = run("explain", files.result, files.round, placement.person, *reader)
        if json.loads(told.stdout):
            return placement.person
    raise AssertionError("nobody in the example has a shortlist")


def test_the_central_units_page_is_the_report(proposed, tmp_path):
    asked = ("explain", proposed.result, proposed.round, proposed.person)
    assert run(*asked, "--out", tmp_path / "p.html").exit_code == ExitCode.BAD_INPUT


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_the_demo_writes_round_result_and_reports_and_says_what_to_try(tmp_path):
    folder = tmp_path / "demo"
    done = run("demo", "--round-only", "--people", 8, "--folder", folder, "--language", "en")
    assert done.exit_code == ExitCode.DONE
    assert sorted(path.name for path in folder.iterdir()) == [
        "report-da.html",
        "report-en.html",
        "result.json",
        "round.json",
    ]
    assert "Try next:" in done.stderr


@pytest.mark.slow
def test_the_files_of_the_demo_pass_the_check(tmp_path):
    run("demo", "--round-only", "--people", 6, "--folder", tmp_path, "--json")
    done = run("check", tmp_path / "result.json", tmp_path / "round.json")
    assert done.exit_code == ExitCode.DONE


@pytest.mark.rule("IF-6")
def test_data_check_finds_98_municipalities(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path))
    assert json.loads(run("data", "check", "--json").stdout)["municipalities"] == 98


def test_data_check_knows_the_regions_of_a_later_day(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path))
    told = json.loads(run("data", "check", "--on", "2027-01-01", "--json").stdout)
    assert "Region Østdanmark" in told["regions"]


@pytest.mark.rule("IF-6")
def test_data_show_tells_of_one_municipality():
    told = run("data", "show", "0825", "--language", "en").stdout
    assert "Police district: Nordjyllands Politi." in told


@pytest.mark.rule("IF-8", "SC-8")
def test_data_check_names_what_nobody_told(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path))
    told = json.loads(run("data", "check", "--json").stdout)["missing"]
    assert [each["fact"] for each in told] == ["presence", "services", "jobs", "labour_force"]
    assert (
        "Ikke indlæst: Arbejdspladser efter branche og Arbejdsstyrke."
        in run("data", "check").stdout.splitlines()
    )


@pytest.mark.rule("IF-8", "SC-6")
def test_a_level_not_found_is_shown_as_missing_and_not_as_none():
    levels = json.loads(run("data", "show", "0101", "--json").stdout)["education"]
    assert (levels["gymnasium"], levels["fgu"]) == (True, None)


@pytest.mark.rule("IF-6")
def test_data_import_takes_the_place_of_the_figures(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path))
    before = json.loads(run("data", "check", "--json").stdout)["version"]
    sample = SAMPLES / "population-csv.hand-made.csv"
    done = run("data", "import", "population", sample, "--as-of", "2026-11-01")
    assert done.exit_code == ExitCode.DONE, done.output
    assert json.loads(run("data", "check", "--json").stdout)["version"] != before


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("da", "Christiansø (0411) er ingen kommune"),
        ("en", "Christiansø (0411) is no municipality"),
    ],
)
@pytest.mark.rule("IF-8")
def test_data_import_says_that_christianso_was_left_out(monkeypatch, tmp_path, tag, said):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path))
    sample = SAMPLES / "population-csv.hand-made.csv"
    asked = ("data", "import", "population", sample, "--as-of", "2026-11-01")
    assert said in run(*asked, "--language", tag).stdout
    assert json.loads(run(*asked, "--json").stdout)["christianso_lines"] > 0


@pytest.mark.parametrize(
    ("tag", "said", "shipped"),
    [
        ("da", "hvis navn og kilde ingen står inde for", "Danmarks Statistik"),
        ("en", "whose name and source nobody vouches for", "Statistics Denmark"),
    ],
)
@pytest.mark.rule("IF-8")
def test_data_check_gives_no_publisher_and_no_licence_for_an_imported_file(
    monkeypatch, tmp_path, tag, said, shipped
):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path))
    sample = SAMPLES / "population-csv.hand-made.csv"
    run("data", "import", "population", sample, "--as-of", "2026-11-01")
    lines = run("data", "check", "--language", tag).stdout.splitlines()
    (told,) = [line for line in lines if said in line]
    assert shipped not in told
    assert "CC BY" not in told
    assert [line for line in lines if shipped in line and "CC BY 4.0" in line]


def test_data_import_refuses_a_broken_file_whole(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path / "kept"))
    path = tmp_path / "broken.csv"
    path.write_text("code;folk\n0101;viele\n", encoding="utf-8")
    done = run("data", "import", "population", path, "--as-of", "2026-11-01", "--json")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert json.loads(done.stdout)["errors"]
    assert not Path(tmp_path / "kept").exists()

"""The page of a reader outside the central unit: plain sentences, and nothing beside them."""

from api.explained import sentence_text
from api.language import Language
from api.report.page import environment
from relocation.placements.readers import Sheet


def render_sheet(sheet: Sheet, say: Language, *, made_up: bool) -> str:
    """Render a shortlist, or needs and precautions; no date, key or version that tells more."""
    options = [
        {"name": each.name, "sentences": [sentence_text(s, say) for s in each.sentences]}
        for each in sheet.options
    ]
    title, intro = _head(sheet)
    page = environment(say).get_template("sheet.html")
    return page.render(
        title=say.say(title),
        intro=say.say(intro),
        made_up=made_up,
        options=options,
        sentences=[sentence_text(each, say) for each in sheet.sentences],
    )


def _head(sheet: Sheet) -> tuple[str, str]:
    if sheet.options:
        return "sheet.title", "sheet.intro"
    if sheet.without_place:
        return "sheet.title_no_place", "sheet.intro_no_place"
    return "sheet.title_needs", "sheet.intro_needs"

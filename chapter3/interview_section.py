"""The part of chapter 3 on whom the student interviewed.

In: `Interview`s as `read_interviews` returns them. Out: blocks, in the
language set. Nothing is made up: without interviews it says so.
"""

from collections.abc import Sequence

import pandas as pd
from babel.dates import format_date

from mnist_helpers.language import _, format_number, get_language

from .blocks import Block, Heading, Table, paragraph
from .interviews import Interview


def interview_blocks(interviews: Sequence[Interview]) -> list[Block]:
    """Whom, when, where and about what; names only with consent."""
    heading = Heading(2, _("Interviews"))
    if not interviews:
        return [
            heading,
            paragraph(
                "The interviews are still to be done; this chapter holds no "
                "data of interviews yet. To add them: make the file to fill "
                "in with `write_interview_template`, enter one interview per "
                "row, and make the chapter again with `read_interviews`."
            ),
        ]
    rows = [
        {
            _("Code"): interview.code,
            _("Name"): interview.name if _may_show(interview) else "–",
            _("Role"): interview.role,
            _("Institution"): interview.institution or "–",
            _("Date"): format_date(
                interview.date, "d MMMM y", locale=get_language()
            ),
            _("Place"): interview.place or "–",
            _("Topic"): interview.topic or "–",
        }
        for interview in interviews
    ]
    table = pd.DataFrame(rows)
    if not any(map(_may_show, interviews)):
        table = table.drop(columns=_("Name"))
    summed_up = [i for i in interviews if i.summary]
    blocks: list[Block] = [
        heading,
        paragraph(
            "Interviews were held with {number} interviewees, whom "
            "[#interviews] lists. Each is named by a code; a name is given "
            "only where the interviewee agreed to it.",
            number=format_number(len(interviews)),
        ),
        Table("interviews", _("Interviewees"), table, as_is=True),
    ]
    if summed_up:
        summaries = pd.DataFrame(
            {
                _("Code"): [i.code for i in summed_up],
                _("Summary"): [i.summary for i in summed_up],
            }
        )
        title = _("Summaries of the interviews")
        blocks += [
            paragraph("[#summaries] summarises what they said."),
            Table("summaries", title, summaries, as_is=True),
        ]
    return blocks


def _may_show(interview: Interview) -> bool:
    return interview.consent == "name"

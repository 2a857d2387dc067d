"""What the tools say to readers: `words.json`, both languages side by side."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("words.json")


@cache
def read_words(part: str, language: str) -> dict[str, str]:
    """A part's texts by name, in one language; `{fields}` are to be filled.

    part: such as "site"; language: "en" or "id".
    """
    texts = json.loads(FILE.read_text("utf-8"))[part]
    return {name: text[language] for name, text in texts.items()}

"""One self-contained page: the hand-in with its mathematics, each step coloured by its verdict, what was found beside it; it opens offline and asks nothing of anybody."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from derive.model.report import Report
from derive.report.page import Page
from derive.report.safe import safe

NAME = "html"
SUFFIX = ".html"


def render(report: Report) -> str:
    """The page; every text in it passes through the template's escaping, and the browser is told to run this script and no other."""
    template, style, script = _parts()
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return template.render(page=Page(report), report=report, style=Markup(style), script=Markup(script), digest=digest, safe=safe, trusted=Markup)


@cache
def _parts() -> tuple[Template, str, str]:
    folder = files("derive.report").joinpath("html_page")
    sources = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in ("page.html.jinja", "page.css", "page.js")}
    environment = Environment(autoescape=True, loader=DictLoader(sources), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("page.html.jinja"), sources["page.css"], sources["page.js"]

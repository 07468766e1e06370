"""Small numbers: figures that nobody can be found in. How and why: docs/small-numbers.md."""

from mhst.core.disclosure.design import Design, Form, Plan
from mhst.core.disclosure.gate import Beside
from mhst.core.disclosure.people import People
from mhst.core.disclosure.protect import Coarsened, Protection, Release
from mhst.core.disclosure.reader import CannotTell, Known
from mhst.core.disclosure.rule import AREA, SCHOOL, Rule, share
from mhst.core.disclosure.shape import NOWHERE, TOP, Cell, Dimension, Shape
from mhst.core.disclosure.table import Figure, NotProtected, SafeTable, reopened

__all__ = [
    "AREA",
    "NOWHERE",
    "SCHOOL",
    "TOP",
    "Beside",
    "CannotTell",
    "Cell",
    "Coarsened",
    "Design",
    "Dimension",
    "Figure",
    "Form",
    "Known",
    "NotProtected",
    "People",
    "Plan",
    "Protection",
    "Release",
    "Rule",
    "SafeTable",
    "Shape",
    "reopened",
    "share",
]

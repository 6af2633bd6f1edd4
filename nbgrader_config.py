"""nbgrader's settings: `solutions` -> `labs`, and marks that come from our verdicts.

Read by every `nbgrader` command and by formgrader where they are started in this folder, or find it otherwise.
"""

import sys
from pathlib import Path

c = get_config()  # noqa: F821  (traitlets provides it)

c.CourseDirectory.root = str(Path(__file__).absolute().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "__pycache__",
    "*.py",  # the masters
    "feedback",
    "figures",
    "runs",
    ".day38",
]
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# Students' code never runs in nbgrader: see grader/course/nbgrader_plugins.py.
c.Autograde.sanitize_preprocessors = ["grader.course.nbgrader_plugins.Verdicts"]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]
c.Autograde.pre_convert_hook = "grader.course.nbgrader_plugins.without_links"
c.ExchangeFactory.collect = "grader.course.nbgrader_plugins.Collect"
# Nor does `nbgrader validate` run one: it would, here, with your rights.
if {"submitted", "autograded"} & {
    part for word in sys.argv for part in Path(word).absolute().parts
}:
    c.Execute.kernel_name = "(submissions run in the sandbox of grader grade alone)"
c.ExportApp.plugin_class = "grader.course.nbgrader_plugins.Csv"

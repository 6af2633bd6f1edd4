"""Where everybody on the class server finds nbgrader's exchange, and which course it holds."""

c = get_config()  # noqa: F821  (traitlets provides it)

c.Exchange.root = "/srv/nbgrader/exchange"
c.CourseDirectory.course_id = "day38"

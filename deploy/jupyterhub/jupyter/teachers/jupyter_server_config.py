"""Lets formgrader, a page within JupyterLab, be shown there: JupyterHub forbids such pages by default."""

c = get_config()  # noqa: F821  (traitlets provides it)

c.ServerApp.tornado_settings = {"headers": {"Content-Security-Policy": "frame-ancestors 'self'"}}

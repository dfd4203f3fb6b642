"""The site: Flask, server-rendered HTML, one style sheet, no script."""

from jobs.web.app import create_app

__all__ = ["create_app"]

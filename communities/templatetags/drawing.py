"""The tag `draw`: a component of Jinja2 in a page, `{% draw "components/thread_rows.jinja" rows=rows … %}`."""

from django import template

from ..drawing import draw

register = template.Library()
register.simple_tag(draw)

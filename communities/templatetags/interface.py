"""Small pieces of the interface that every template may use."""

from django import template

register = template.Library()

"""`manage.py demo`: loads the demo content; repeating it changes nothing."""

from django.core.management.base import BaseCommand

from forum.demo import sign_ins
from forum.demo.loading import load


class Command(BaseCommand):
    help = "Load made-up agencies, people and conversations. Not for a site with real people."

    def handle(self, **options: object) -> None:
        load(sign_ins.password())
        self.stdout.write("The demo is loaded.")

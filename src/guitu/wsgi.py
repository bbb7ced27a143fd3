"""What granian and gunicorn serve."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guitu.settings")
os.environ.setdefault("GUITU_PATIENCE", "web")  # before the settings are read
application = get_wsgi_application()
gc.freeze()  # what is loaded stays: looking through it for cycles again and again is a tenth of a page
gc.set_threshold(20_000, 20, 50)

"""The WSGI entry of the preview host, for servers with several processes."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "preview.settings")
application = get_wsgi_application()

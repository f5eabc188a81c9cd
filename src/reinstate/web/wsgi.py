"""What a server of web pages runs: the desk, pointed at the home of `REINSTATE_HOME`."""

import os
from typing import Final

os.environ["DJANGO_SETTINGS_MODULE"] = "reinstate.web.desk_settings"

from django.core.wsgi import get_wsgi_application

from reinstate.desk import warming
from reinstate.operations import homes
from reinstate.web.door import behind_door

application: Final = behind_door(get_wsgi_application())
homes.open_home()
warming.make_ready()
warming.start()

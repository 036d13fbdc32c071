"""`python -m bot COMMAND`."""

import sys

from bot.commands import main

sys.exit(main())

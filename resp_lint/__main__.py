"""`python -m resp_lint` is `resp-lint`."""

import sys

from resp_lint.cli.main import main

sys.exit(main())

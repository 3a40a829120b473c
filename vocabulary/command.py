"""What an operator types before the words of a command: the one place where a hint takes it from."""

import os

TYPED_AS = "SAMAI_COMMAND"
"""Set by `deploy/samai` and the units, so that pages and letters' workers say it too."""

SAMAI = os.environ.get(TYPED_AS) or "flask"

"""``python -m trosol``."""

from trosol.cli.main import main

raise SystemExit(main())

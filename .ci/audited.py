"""What pip-audit found, in one line each; 1 where a locked package has a known weakness, 0 where none has or nobody could be asked."""

import json
import sys
from pathlib import Path


def main(path: Path) -> int:
    """Say what the file says."""
    try:
        packages = json.loads(path.read_text(encoding="utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError, TypeError):
        print("audit: pip-audit did not end well. Nothing was audited.")
        return 0
    asked = [one for one in packages if "skip_reason" not in one]
    weak = [(one, each) for one in asked for each in one["vulns"]]
    for one, each in weak:
        print(
            f"audit: {one['name']} {one['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'no version yet'}"
        )
    if asked:
        print(f"audit: {len(asked)} of {len(packages)} packages asked after, {len(weak)} known weaknesses")
    else:
        print("audit: the registry that is reached from here keeps no list of weaknesses. Nothing was audited.")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

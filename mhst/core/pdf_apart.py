"""The process that makes one document beside those that serve people: a page comes in, the document goes out."""

import json
import os
import sys

from django.conf import settings

from mhst.core.pdf import written

#: With what the others leave of the processor.
NICE = 5


def main() -> None:
    os.nice(NICE)
    told = json.load(sys.stdin)
    settings.configure(**told["settings"])
    sys.stdout.buffer.write(written(told["page"]))


if __name__ == "__main__":
    main()

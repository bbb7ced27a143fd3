import sys

from guitu.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

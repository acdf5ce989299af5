"""``python -m newsparse``: the command line, where the script is not on the path."""

from newsparse.cli import main

if __name__ == "__main__":  # worker processes import this module as well
    main()

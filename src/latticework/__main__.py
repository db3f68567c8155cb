"""`python -m latticework`."""

from latticework.terminal import main

if __name__ == "__main__":
    main()

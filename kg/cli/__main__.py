#!/usr/bin/env python3
from kg.cli import main

# A query runs in a process of its own, which imports this file again where there is no fork.
if __name__ == "__main__":
    main()

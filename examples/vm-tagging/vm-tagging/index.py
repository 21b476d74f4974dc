"""Runs the function for the classic watchdog: the event on standard input, the answer on standard output."""
import sys

from handler import handle

if __name__ == "__main__":
    # Bytes, not text: what encoding a container's standard input has is anyone's guess.
    print(handle(sys.stdin.buffer.read()))

#!/bin/sh
# The event is on standard input. The topic is its first member, and a header where the caller sends one.
body=$(cat)
topic=${Http_X_Topic:-$(printf '%s\n' "$body" | sed -n '1s/^{"topic":"\([^"]*\)".*/\1/p')}
printf 'topic: %s\nbody: %s\n' "${topic:-unknown}" "$body"

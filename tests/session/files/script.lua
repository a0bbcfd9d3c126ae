#!/usr/bin/env -S glocal run
print(arg[0], arg[1], arg[2], ...)

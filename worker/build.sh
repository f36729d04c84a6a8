#!/bin/sh
# Compiles mediasoup-worker. usage: build.sh SOURCES LIBSRTP OUTPUT
#   SOURCES  the worker/ folder of the mediasoup npm package
#   LIBSRTP  a source of libsrtp2, or '' for the system's own library
#   OUTPUT   where the binary goes
set -eu
sources=$(realpath "$1")
libsrtp=$2
output=$3
here=$(cd "$(dirname "$0")" && pwd)
build=$(dirname "$output")/build

# Afresh: libsrtp cannot be configured twice.
compile() {
  cmake --fresh -S "$here" -B "$build" -G Ninja -DWORKER="$sources" -DLIBSRTP="$libsrtp" "$@" && cmake --build "$build"
}
# Several files at a time need more memory, and another compiler may not want them together.
compile || compile -DTOGETHER=OFF
strip "$build/mediasoup-worker"
mv "$build/mediasoup-worker" "$output"

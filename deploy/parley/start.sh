#!/bin/sh
# What the container runs: the server, or `doctor`.
set -eu
case "${1:-server}" in
  server) exec node /app/server/src/main.ts ;;
  doctor)
    shift
    # Profile "local": the authority of the certificate is Caddy's own.
    root=/var/lib/caddy/pki/authorities/local/root.crt
    [ ! -f "$root" ] || export NODE_EXTRA_CA_CERTS="$root"
    # The server that it is to look at is in another container.
    exec node /app/doctor/src/main.ts --service "${DOCTOR_SERVICE:-http://parley:3000}" "$@"
    ;;
  *) exec "$@" ;;
esac

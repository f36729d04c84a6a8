#!/bin/sh
# Starts Caddy, or with "hand-out-root" the small site from which devices of a LAN get the root certificate.
set -eu
say() {
  echo "$1" >&2
  exit 1
}

case ",${COMPOSE_PROFILES:-}," in
  *,local,*) TLS_KIND=local ;;
  *) TLS_KIND=public ;;
esac
export TLS_KIND

case "$PARLEY_DOMAIN" in
  *[!A-Za-z0-9.-]* | '' | .* | -*)
    say "PARLEY_DOMAIN: \"$PARLEY_DOMAIN\" is neither a host name nor an IPv4 address: give one, without scheme or port."
    ;;
esac

if [ "${1:-}" = hand-out-root ]; then
  [ "$TLS_KIND" = local ] || say 'Put COMPOSE_PROFILES=local into .env: Caddy itself has to know of the profile, too.'
  exec caddy run --config /etc/caddy/root.caddy --adapter caddyfile
fi
exec caddy run --config /etc/caddy/Caddyfile --adapter caddyfile

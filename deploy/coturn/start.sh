#!/bin/sh
# Starts coturn with what is known only here: name, secret, certificate, and the address of the media.
set -eu
if [ "${#TURN_SECRET}" -lt 16 ]; then
  echo 'The profile "coturn" needs a TURN_SECRET of 16 characters or more in .env: openssl rand -hex 32' >&2
  exit 1
fi

config=/tmp/turnserver.conf
umask 077
cp /etc/coturn/turnserver.conf "$config"
{
  echo "realm=$PARLEY_DOMAIN"
  echo "static-auth-secret=$TURN_SECRET"
  for name in $(echo "$ANNOUNCED_ADDRESS" | tr , ' '); do
    getent ahosts "$name" | awk '{ print "allowed-peer-ip=" $1 }' | sort -u
  done
} >> "$config"

# Caddy may still be asking for the certificate: until it is there, coturn does without TLS.
for cert in /var/lib/caddy/certificates/*/"$PARLEY_DOMAIN/$PARLEY_DOMAIN".crt; do
  [ -f "$cert" ] && printf 'cert=%s\npkey=%s\n' "$cert" "${cert%.crt}.key" >> "$config"
done
exec turnserver -c "$config"

#!/bin/sh
# Starts coturn with what is known only here: name, secret, certificate, and where the media is.
set -eu
say() {
  echo "$1" >&2
  exit 1
}
[ "${#TURN_SECRET}" -ge 16 ] ||
  say 'The profile "coturn" needs a TURN_SECRET of 16 characters or more in .env: openssl rand -hex 32'

# The container with the media. It may be gone for a moment, and come back with another address.
media() {
  getent ahostsv4 parley | awk 'NR == 1 { print $1 }'
}
# Caddy may still be asking for the certificate: until it is there, coturn does without TLS.
certificates() {
  find /var/lib/caddy/certificates -path "*/$PARLEY_DOMAIN/$PARLEY_DOMAIN.crt" 2> /dev/null || true
}
media=$(media)
[ -n "$media" ] || say 'There is no container "parley" yet.'
certificates=$(certificates)
checksum=$(cat /dev/null $certificates | cksum)

config=/tmp/turnserver.conf
umask 077
cp /etc/coturn/turnserver.conf "$config"
{
  echo "realm=$PARLEY_DOMAIN"
  echo "static-auth-secret=$TURN_SECRET"
  # What is for the announced address goes to the container at once: Docker answers a container that asks a port of its own
  # machine from another address (before its version 28), and coturn takes nothing from there.
  for name in $(echo "$ANNOUNCED_ADDRESS" | tr , ' '); do
    for address in $(getent ahosts "$name" | awk '{ print $1 }' | sort -u); do
      case $address in
        *:*) echo "allowed-peer-ip=$address" ;;
        *) printf 'external-ip=%s\nallowed-peer-ip=%s\n' "$address/$media" "$media" ;;
      esac
    done
  done
  for certificate in $certificates; do
    printf 'cert=%s\npkey=%s\n' "$certificate" "${certificate%.crt}.key"
  done
} >> "$config"

# The program of the image has a file capability, and so does not start where no capability is to be had. A copy has none.
cp "$(command -v turnserver)" /tmp/turnserver
/tmp/turnserver -c "$config" &
coturn=$!
trap 'kill "$coturn"; exit 0' TERM INT
# It reads all this only once. With another address of the media or another certificate, Docker starts it again.
while sleep 10; do
  now=$(media)
  if [ "${now:-$media}" != "$media" ] || [ "$(cat /dev/null $(certificates) | cksum)" != "$checksum" ]; then
    echo 'The certificate, or the address of the media, is another one: starting again.'
    kill "$coturn"
  fi
done &
wait "$coturn"

// The settings of the TURN server, by their environment variables.
import { Type } from 'typebox';

const port = (description: string, more: { default?: number } = {}) =>
  Type.Integer({ minimum: 0, maximum: 65535, description, ...more });
const list = (description: string, fallback = '') => Type.String({ default: fallback, description });
const count = (fallback: number, description: string) =>
  Type.Integer({ default: fallback, minimum: 1, maximum: 1_000_000, description });

/** Each setting by its environment variable. The descriptions make the table in docs/turn.md. */
export const settings = Type.Object({
  TURN_SECRET: Type.String({
    minLength: 16,
    description:
      'Secret that is shared with who makes the credentials (required). coturn calls it `static-auth-secret`.',
  }),
  TURN_REALM: Type.String({
    default: 'parley',
    minLength: 1,
    maxLength: 127,
    pattern: '^[\\x20-\\x7e]*$',
    description: 'Realm of the credentials.',
  }),
  TURN_LISTEN: list('Addresses on which clients are awaited, separated by commas.', '0.0.0.0'),
  TURN_PORT: port('Port of clients over UDP and TCP.', { default: 3478 }),
  TURN_TLS_PORT: port('Port of clients over TLS, where there is a certificate.', { default: 5349 }),
  TURN_TLS_CERT: Type.Optional(
    Type.String({
      description:
        'File of the certificate chain, in PEM. Unset: no TLS. It is read again when it changes. `*` in its path stands for any name; of several files the newest counts. With `TURN_HTTPS_UPSTREAM` it may come to be there later.',
    }),
  ),
  TURN_TLS_KEY: Type.Optional(
    Type.String({ description: 'File of its private key, in PEM; the same holds for it.' }),
  ),
  TURN_HTTP_UPSTREAM: Type.Optional(
    Type.String({
      description:
        'Host and port of a web server without TLS. What comes to the TLS port and is no TURN is passed on to it, so that both can have port 443.',
    }),
  ),
  TURN_HTTPS_UPSTREAM: Type.Optional(
    Type.String({
      description:
        'Host and port of a web server with TLS of its own that takes the PROXY protocol. Connections to the TLS port that ask for `h2`, `http/1.1` or `acme-tls/1` are handed on to it unopened.',
    }),
  ),
  TURN_RELAY_ADDRESSES: Type.String({
    minLength: 1,
    description:
      'Addresses of this machine from which packets are relayed, an IPv4 and an IPv6 one or only one of them, separated by a comma (required). Behind an address translation each has its outer address before it: `203.0.113.5/10.0.0.5`.',
  }),
  TURN_RELAY_PORTS: list('UDP ports of relays, from and to.', '49152-65535'),
  TURN_MEDIA_PEERS: list(
    'Where relays may send to, beside each other: the addresses and ports of the media, such as `203.0.113.5:20000-20007,[2001:db8::5]:20000-20007`. Private addresses may be named here. Where they are reached inside of an address translation stands behind: `203.0.113.5/10.0.0.5:20000`.',
  ),
  TURN_PUBLIC_PEERS: Type.Boolean({
    default: false,
    description: 'Lets relays send to all public addresses, for calls from browser to browser.',
  }),
  TURN_DENIED_PEERS: list(
    'Ranges to which nothing is sent whatever else allows it, such as `198.51.100.0/24,2001:db8::/32`.',
  ),
  TURN_ALLOCATIONS_PER_USER: count(16, 'Allocations of one user at most.'),
  TURN_ALLOCATIONS: count(2000, 'Allocations at most.'),
  TURN_PERMISSIONS: count(64, 'Permissions of an allocation at most.'),
  TURN_CHANNELS: count(64, 'Channels of an allocation at most.'),
  TURN_CHALLENGES_PER_SECOND: count(
    50,
    'Answers a second to an address that has not authenticated; ten times as many in a burst.',
  ),
  TURN_CONNECTIONS: count(4000, 'TCP connections to a port at most.'),
  TURN_CONNECTIONS_PER_ADDRESS: count(500, 'TCP connections to a port from one address at most.'),
  TURN_NONCE_LIFETIME: Type.Integer({
    default: 3600,
    minimum: 60,
    maximum: 86_400,
    description: 'Seconds after which a client gets a new nonce.',
  }),
  TURN_STRICT_CHANNELS: Type.Boolean({
    default: false,
    description:
      'Takes channel numbers up to 0x4FFF only, as RFC 8656 has them, and not up to 0x7FFE as older clients draw them.',
  }),
  TURN_PROCESSES: Type.Integer({
    default: 1,
    minimum: 0,
    maximum: 64,
    description:
      'Processes that share the ports of clients, as one of them uses one core at most. 0: one for each core.',
  }),
  TURN_METRICS_PORT: Type.Optional(
    port('TCP port on 127.0.0.1 of the metrics, at `/metrics`. Unset: they are not served.'),
  ),
});

// Over 300 lines: every setting stands here with what it means, and nothing else reads the environment.
import { IceServer, videoCodecs } from '@parley/protocol';
import { Type } from 'typebox';
import { MOST_VOICES } from '../call/ports.ts';

/** Each setting by its environment variable. The descriptions make the table in docs/configuration.md. */
export const settings = Type.Object({
  HOST: Type.String({
    default: '0.0.0.0',
    minLength: 1,
    description:
      'Address on which HTTP and signaling listen. With `TLS_CERT` it is `127.0.0.1` unless it is set: then browsers come over TLS.',
  }),
  PORT: Type.Integer({
    default: 3000,
    minimum: 0,
    maximum: 65535,
    description: 'TCP port of HTTP and signaling.',
  }),
  TLS_CERT: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'File of a certificate chain, in PEM, for HTTPS and TURN over TLS on one port; see [One port](operations.md#one-port). It is read again when it changes. `*` in its path stands for any name; of several files the newest counts.',
    }),
  ),
  TLS_KEY: Type.Optional(Type.String({ minLength: 1, description: 'File of its private key, in PEM.' })),
  HTTPS_UPSTREAM: Type.Optional(
    Type.String({
      pattern: '^(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9_.-]+):[0-9]{1,5}$',
      possible: 'a host with a port, such as caddy:8443',
      description:
        'Host and port of a web server with TLS of its own, such as Caddy, that shares `TLS_PORT` and passes web requests on to `PORT`; see [A web server on the same port](operations.md#a-web-server-on-the-same-port). `TLS_CERT` and `TLS_KEY` may then come to be there later.',
    }),
  ),
  TLS_PORT: Type.Integer({
    default: 443,
    minimum: 1,
    maximum: 65535,
    description: 'The one port of HTTPS, signaling and TURN over TLS, where there is a certificate.',
  }),
  MEDIA_PORT: Type.Integer({
    default: 20000,
    minimum: 1024,
    maximum: 65535,
    description:
      'First port of the media, for UDP and TCP: worker n uses this one plus n. Keep it below the system’s ephemeral range (32768 on Linux).',
  }),
  ANNOUNCED_ADDRESS: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Address or host name at which browsers reach the media ports; an IPv4 and an IPv6 one may be given, separated by a comma. Unset: the addresses of this machine’s interfaces.',
    }),
  ),
  WORKERS: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 256,
      description: 'Media workers, each with a port of its own. Unset: one for each core.',
    }),
  ),
  WORKER_CONSUMERS: Type.Integer({
    default: 500,
    minimum: 1,
    maximum: 100_000,
    description:
      'Streams to receivers that one worker carries before a room goes on on a further one; see [All cores](operations.md#all-cores).',
  }),
  WORKER_CPU: Type.Number({
    default: 0.8,
    minimum: 0.1,
    maximum: 1,
    description: 'The same for the share of its core that a worker uses.',
  }),
  MEDIASOUP_WORKER_BIN: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Path of a mediasoup-worker binary. `npm start` finds or builds one when it is unset.',
    }),
  ),
  MAX_PEERS_PER_ROOM: Type.Integer({
    default: 200,
    minimum: 1,
    maximum: 10_000,
    description: 'People in one room at most.',
  }),
  FIRST_IS_HOST: Type.Boolean({
    default: true,
    description:
      'Makes the first in a room its host, who may decide about the others. With `false` nobody is: all are alike.',
  }),
  BAN_ADDRESSES: Type.Boolean({
    default: false,
    description:
      'Lets a ban hold for the address of whoever is banned as well, for as long as the call goes on: also for others behind the same router. Behind a proxy it takes `TRUST_PROXY`.',
  }),
  TRUST_PROXY: Type.String({
    default: 'false',
    description:
      'From whom `X-Forwarded-For` is believed: `true` for proxies on this machine, or a list of addresses, ranges and host names, such as `10.0.0.0/8,caddy`. Without it everybody behind a proxy counts as one client, for tries of passcodes and keys and for bans.',
  }),
  VOICES: Type.Integer({
    default: 8,
    minimum: 1,
    maximum: MOST_VOICES,
    description: 'Voices of one room that everybody hears at a time: of more, the loudest.',
  }),
  VIDEO_CODEC: Type.Enum([...videoCodecs], {
    default: 'vp8',
    description:
      'With which cameras are encoded by browsers that can; the others send VP8. A link may ask for another one (`/r/garden?codec=h264`). `vp8` and `h264` in three sizes, `vp9` in three sizes in one stream (L3T3_KEY), `av1` in one size (L1T3).',
  }),
  RECORDING: Type.Enum(['hosts', 'always', 'never'], {
    default: 'never',
    description:
      'Whether calls are recorded: where a host wants it, always, or never. Everybody in a call sees it; the files stay on the server (see [Recordings](operations.md#recordings)).',
  }),
  RECORDINGS_DIR: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Folder of the recordings. Unset: `recordings` in `DATA_DIR`.',
    }),
  ),
  RECORDING_MIN_FREE_MB: Type.Integer({
    default: 1000,
    minimum: 0,
    maximum: 10_000_000,
    description:
      'Megabytes that the disk must have left for a recording to begin. It ends by itself when a fifth of that is left.',
  }),
  RECORDING_FILM: Type.Enum(['grid', 'speaker', 'none'], {
    default: 'grid',
    description:
      'The film that is made of each recording when it is over: everybody in a grid, or who speaks large. It takes ffmpeg.',
  }),
  RECORDING_FILM_FORMAT: Type.Enum(['mp4', 'webm'], {
    default: 'mp4',
    description: 'What it is: MP4 with H.264 and AAC, or WebM with VP9 and Opus.',
  }),
  RECORDING_KEEP_TRACKS: Type.Boolean({
    default: true,
    description:
      'With `false` the files of cameras, microphones and screens are deleted once there is a film of them.',
  }),
  RECORDINGS_DAYS: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 36_500,
      description: 'Days after its end after which a recording is deleted. Unset: never.',
    }),
  ),
  RECORDINGS_QUOTA_GB: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: 1e9,
      description:
        'Gigabytes that recordings may take on this machine: of more, the oldest ones are deleted. Unset: as many as the disk has.',
    }),
  ),
  S3_BUCKET: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Bucket to which finished recordings are brought, of any storage that speaks S3; see [A bucket](operations.md#a-bucket). Unset: they stay in `RECORDINGS_DIR`.',
    }),
  ),
  S3_ENDPOINT: Type.Optional(
    Type.String({
      pattern: '^https?://[^/]+/?$',
      possible: 'an address such as https://s3.example',
      description: 'Address of that storage, such as `https://s3.example`. Unset: Amazon’s, of the region.',
    }),
  ),
  S3_REGION: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'Its region. Unset: `us-east-1`, as most others than Amazon want it.',
    }),
  ),
  S3_ACCESS_KEY_ID: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Who the server is there. Unset: what Amazon’s client finds in the environment and on the machine.',
    }),
  ),
  S3_SECRET_ACCESS_KEY: Type.Optional(
    Type.String({ minLength: 1, secret: true, description: 'The secret that belongs to it.' }),
  ),
  S3_PREFIX: Type.Optional(
    Type.String({
      pattern: '^([^/]+/)*[^/]+/?$',
      possible: 'a folder such as parley/',
      description: 'Folder in the bucket, such as `parley/`. Unset: the whole bucket.',
    }),
  ),
  S3_PATH_STYLE: Type.Boolean({
    default: false,
    description:
      'Names the bucket in the path of the address and not in the host, as many other storages than Amazon want it.',
  }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^/?#]+/?$',
      possible: 'an address such as https://meet.example',
      description:
        'Address of the page, for links that the [API](api.md#rooms) gives. Unset: where the request was sent to.',
    }),
  ),
  AUTH: Type.Enum(['open', 'token'], {
    default: 'open',
    description:
      'Who may come into rooms: everybody who knows the name, or who has a token for it; see [Join tokens](access.md).',
  }),
  TOKEN_SECRET: Type.Optional(
    Type.String({
      minLength: 32,
      secret: true,
      description:
        'Secret by which join tokens are signed with HS256. Unset: made at the first start with `AUTH=token` and kept in `DATA_DIR`; none where `TOKEN_JWKS_URL` is set.',
    }),
  ),
  TOKEN_JWKS_URL: Type.Optional(
    Type.String({
      minLength: 1,
      pattern: '^(https://|(?![A-Za-z]+://))',
      possible: 'an address with https:// or the path of a file',
      description:
        'Where the public keys are by which join tokens are checked that another service signs with RS256: an `https://` address of a JSON Web Key Set, or the path of a file with one.',
    }),
  ),
  TOKEN_AUDIENCE: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'What join tokens must have as `aud`. Unset: it is not looked at.',
    }),
  ),
  TOKEN_ISSUER: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'What join tokens must have as `iss`. Unset: it is not looked at.',
    }),
  ),
  API_KEY: Type.Optional(
    Type.String({
      minLength: 16,
      pattern: '^[!-~]*$',
      possible: '16 or more printable ASCII characters without a space',
      secret: true,
      description:
        'Whoever has it makes and ends rooms and makes join tokens by the [API](api.md#rooms). Unset: made at the first start with `AUTH=token` and kept in `DATA_DIR`; with `AUTH=open` there is none.',
    }),
  ),
  ADMIN_KEY: Type.Optional(
    Type.String({
      minLength: 16,
      pattern: '^[!-~]*$',
      possible: '16 or more printable ASCII characters without a space',
      secret: true,
      description:
        'Whoever has it sees all [recordings](operations.md#recordings) and may delete them. Unset: made at the first start and kept in `DATA_DIR`.',
    }),
  ),
  DIRECT_CALLS: Type.Boolean({
    default: true,
    description: 'Connects two people directly, browser to browser, while they are alone in a room.',
  }),
  DIRECT_RETURN_SECONDS: Type.Integer({
    default: 30,
    minimum: 0,
    maximum: 3600,
    description: 'How long two people must be left in a room until they are connected directly again.',
  }),
  ALLOWED_ORIGINS: Type.Array(Type.String({ pattern: '^(\\*|https?://[^/]+)$' }), {
    default: [],
    possible: 'a JSON array of origins such as ["https://meet.example"]',
    description:
      'Pages of other origins that may use this server: a JSON array such as `["https://meet.example"]`. Its own page always may; `["*"]` lets every page.',
  }),
  ICE_SERVERS: Type.Array(IceServer, {
    default: [],
    possible: 'a JSON array such as [{"urls": ["stun:stun.example"]}]',
    secret: true,
    description: 'STUN and TURN servers for the browsers: a JSON array of RTCIceServer objects.',
  }),
  TURN_BUNDLED: Type.Boolean({
    default: true,
    description: 'Runs the TURN server that comes with Parley, as a process of its own.',
  }),
  TURN_SECRET: Type.Optional(
    Type.String({
      minLength: 16,
      secret: true,
      description:
        'Secret that is shared with the TURN server, of which the credentials for it are made; see [TURN](operations.md#turn). Unset: made at the first start and kept in `DATA_DIR`, for the bundled one; no credentials for another.',
    }),
  ),
  TURN_HOST: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9.:-]+$',
      possible: 'a host name or an address',
      description:
        'Host name or address at which browsers reach the TURN server. Unset: `ANNOUNCED_ADDRESS`, or else the addresses of this machine’s interfaces.',
    }),
  ),
  TURN_PORT: Type.Integer({
    default: 3478,
    minimum: 1,
    maximum: 65535,
    description: 'Its port for clients over UDP and TCP.',
  }),
  TURN_TLS_PORT: Type.Integer({
    default: 5349,
    minimum: 1,
    maximum: 65535,
    description: 'Its port for clients over TLS, where `TURN_TLS_CERT` is set.',
  }),
  TURN_TLS_CERT: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'File of its certificate chain, where HTTPS is not on the same port. The server itself only asks whether there is one.',
    }),
  ),
  TURN_URLS: Type.Array(Type.String({ pattern: '^turns?:' }), {
    default: [],
    possible: 'a JSON array such as ["turn:turn.example:3478"]',
    description:
      'Where browsers reach another TURN server that has the same secret: a JSON array such as `["turn:turn.example:3478?transport=udp"]`. It takes the place of the five settings above.',
  }),
  TURN_PUBLIC_PEERS: Type.Boolean({
    default: false,
    description:
      'Says that the TURN server relays to everybody and not to the media only, so that calls between two browsers use it as well. The bundled one reads the same setting.',
  }),
  TURN_CREDENTIAL_SECONDS: Type.Integer({
    default: 3_600,
    minimum: 2,
    maximum: 86_400,
    description:
      'How long the credentials for the TURN server are good for. Those of people in a call are renewed when half of it is over.',
  }),
  METRICS_TOKEN: Type.Optional(
    Type.String({
      minLength: 16,
      secret: true,
      description:
        'Whoever has it may read the [metrics](operations.md#metrics), as `Authorization: Bearer …`. Unset: there are none to be read.',
    }),
  ),
  METRICS_TOKEN_FILE: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'File with that token, for a Prometheus beside it to read (`credentials_file`). Where it is not there the server makes it, with `METRICS_TOKEN` or a token of its own.',
    }),
  ),
  DRAIN_SECONDS: Type.Integer({
    default: 3_600,
    minimum: 0,
    maximum: 604_800,
    description:
      'How long a server that is [drained](operations.md#draining) waits for its rooms to become empty, unless it is told another time.',
  }),
  THEME: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'File with the name, the logo and the colours of your own; see [Your own look](operations.md#your-own-look).',
    }),
  ),
  DATA_DIR: Type.String({
    default: '.parley',
    minLength: 1,
    description: 'Folder for what the server keeps over restarts.',
  }),
  RESUME_SECRET: Type.Optional(
    Type.String({
      minLength: 32,
      secret: true,
      description:
        'Key of the tokens with which people come back into a call. Unset: made at the first start and kept in `DATA_DIR`.',
    }),
  ),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
    default: 'info',
    description: 'The least severe lines that are logged.',
  }),
});

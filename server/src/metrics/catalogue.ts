// What the server tells of itself at /metrics. The names are Prometheus's way of naming things; the table in
// docs/operations.md is made from this.

/** Each metric by its name. The labels are in the order in which they are written. */
export const catalogue = {
  parley_build_info: {
    type: 'gauge',
    labels: ['version', 'node'],
    help: 'Always 1: which Parley runs, and on which Node.',
  },
  parley_draining: {
    type: 'gauge',
    labels: [],
    help: '1 while the server is drained: it opens no new rooms.',
  },
  parley_log_lines_total: {
    type: 'counter',
    labels: ['level'],
    help: 'Lines of the log of the levels `warn` and `error`, as far as `LOG_LEVEL` lets them be written.',
  },
  parley_http_requests_total: {
    type: 'counter',
    labels: ['method', 'route', 'status'],
    help: 'Requests by HTTP that were answered; `none` is every address that the server does not know.',
  },
  parley_rooms: { type: 'gauge', labels: [], help: 'Rooms that are open.' },
  parley_people: {
    type: 'gauge',
    labels: [],
    help: 'People in them, those included who are away for a moment.',
  },
  parley_joins_total: {
    type: 'counter',
    labels: ['kind'],
    help: 'Joins: `new`, or `resumed` after an absence.',
  },
  parley_joins_refused_total: {
    type: 'counter',
    labels: ['code'],
    help: 'Joins that were refused, by the error code that the client got.',
  },
  parley_sockets: {
    type: 'gauge',
    labels: ['carrier'],
    help: 'Signaling sockets, by `websocket` and `socketio`.',
  },
  parley_workers: { type: 'gauge', labels: [], help: 'Media workers that run.' },
  parley_worker_deaths_total: {
    type: 'counter',
    labels: [],
    help: 'Media workers that died and were replaced.',
  },
  parley_worker_cpu_seconds_total: {
    type: 'counter',
    labels: ['worker'],
    help: 'CPU time of a worker. Workers are numbered as their ports are; a new one in the place of one that died begins at 0.',
  },
  parley_worker_memory_bytes: {
    type: 'gauge',
    labels: ['worker'],
    help: 'Memory that it has in RAM. Linux only.',
  },
  parley_worker_load: {
    type: 'gauge',
    labels: ['worker', 'of'],
    help: 'What it carries, of `consumers` (1 is `WORKER_CONSUMERS`) and of `cpu` (1 is `WORKER_CPU`). From 1 on in either, rooms go on on others.',
  },
  parley_worker_routers: { type: 'gauge', labels: ['worker'], help: 'Rooms that are on it.' },
  parley_worker_transports: {
    type: 'gauge',
    labels: ['worker'],
    help: 'Transports, two for each person it serves.',
  },
  parley_worker_producers: {
    type: 'gauge',
    labels: ['worker'],
    help: 'Streams that come to it, from people and by pipes.',
  },
  parley_worker_consumers: {
    type: 'gauge',
    labels: ['worker'],
    help: 'Streams that go from it, to people and by pipes, paused ones included.',
  },
  parley_worker_pipes: {
    type: 'gauge',
    labels: ['worker'],
    help: 'Pipes that end at it: one for each room and other worker.',
  },
  parley_worker_bytes_total: {
    type: 'counter',
    labels: ['worker', 'direction', 'with'],
    help: 'Bytes, `in` and `out`, with `clients` and, by pipes, with other `workers`.',
  },
  parley_worker_packets_total: {
    type: 'counter',
    labels: ['worker', 'direction', 'with'],
    help: 'RTP packets of the streams. What a stream has carried after the last reading before its end is missing.',
  },
  parley_worker_bits_per_second: {
    type: 'gauge',
    labels: ['worker', 'direction', 'with'],
    help: 'Bit rate in the last second.',
  },
  parley_worker_transport_failures_total: {
    type: 'counter',
    labels: ['worker', 'reason'],
    help: 'Media that did not come: `ice_never` when no packet of a client ever arrived, `ice_lost` when they stopped for half a minute, `dtls` when the handshake failed.',
  },
  parley_transports: {
    type: 'gauge',
    labels: ['path'],
    help: 'Transports of clients by the way that they take: `udp`, `tcp`, `relayed` by the TURN server that comes with Parley, or `none` yet.',
  },
  parley_round_trip_seconds: {
    type: 'summary',
    labels: ['quantile'],
    help: 'Round trips to clients, of all transports that send something at the moment.',
  },
  parley_loss_ratio: {
    type: 'summary',
    labels: ['direction', 'quantile'],
    help: 'The share of packets that is lost on its way `in` from clients and `out` to them, of all transports at the moment.',
  },
  parley_turn_up: {
    type: 'gauge',
    labels: [],
    help: '1 while the TURN server that comes with Parley runs and answers; the next eight are what it has counted since it was started.',
  },
  parley_turn_allocations: { type: 'gauge', labels: [], help: 'Allocations that there are.' },
  parley_turn_connections: { type: 'gauge', labels: [], help: 'Connections over TCP and TLS.' },
  parley_turn_allocations_total: { type: 'counter', labels: [], help: 'Allocations that were made.' },
  parley_turn_relayed_packets_total: {
    type: 'counter',
    labels: ['to'],
    help: 'Packets that were relayed, to a `peer` and to a `client`.',
  },
  parley_turn_relayed_bytes_total: { type: 'counter', labels: ['to'], help: 'Their bytes.' },
  parley_turn_answers_total: {
    type: 'counter',
    labels: ['code'],
    help: 'Answers to requests: `success`, or the code of the error.',
  },
  parley_turn_dropped_total: {
    type: 'counter',
    labels: ['reason'],
    help: 'What was not relayed or answered, by the reasons of [turn.md](turn.md).',
  },
  parley_turn_failures_total: {
    type: 'counter',
    labels: [],
    help: 'Errors of the TURN server itself; its log says more.',
  },
  parley_recordings_failed_total: {
    type: 'counter',
    labels: ['cause'],
    help: 'Recordings that did not begin or ended by themselves: the `disk` was full, or the `recorder` did not work.',
  },
  parley_disk_free_bytes: {
    type: 'gauge',
    labels: [],
    help: 'What is left on the disk of `RECORDINGS_DIR`.',
  },
  parley_disk_bytes: { type: 'gauge', labels: [], help: 'How large that disk is.' },
  parley_recordings_running: { type: 'gauge', labels: [], help: 'Recordings that are being written.' },
  parley_recordings: {
    type: 'gauge',
    labels: ['place'],
    help: 'Recordings that are over, by where they are: on the `disk`, `uploading` or in the `bucket`.',
  },
  parley_recordings_bytes: {
    type: 'gauge',
    labels: [],
    help: 'Bytes that all recordings take on this machine.',
  },
  parley_films_queued: {
    type: 'gauge',
    labels: [],
    help: 'Films that are to be made, the one that is being made included.',
  },
  parley_event_loop_lag_seconds: {
    type: 'summary',
    labels: ['quantile'],
    help: 'By how much the thread of signaling and HTTP was late since the reading before. It is measured while somebody reads, at least every two minutes.',
  },
  parley_event_loop_busy_seconds_total: {
    type: 'counter',
    labels: [],
    help: 'Time in which it had something to do.',
  },
  process_start_time_seconds: {
    type: 'gauge',
    labels: [],
    help: 'When the server was started, in seconds since 1970.',
  },
  process_cpu_seconds_total: { type: 'counter', labels: [], help: 'CPU time of the server process.' },
  process_resident_memory_bytes: { type: 'gauge', labels: [], help: 'Memory that it has in RAM.' },
} as const satisfies Record<
  string,
  { type: 'gauge' | 'counter' | 'summary'; labels: readonly string[]; help: string }
>;

export type MetricName = keyof typeof catalogue;

/** The values of the labels, in the order of the catalogue. */
export type Sample = readonly [...labels: string[], value: number];

/** What one part of the server tells. */
export type Readings = { readonly [M in MetricName]?: readonly Sample[] };

export interface MetricSource {
  readings(): Promise<Readings>;
}

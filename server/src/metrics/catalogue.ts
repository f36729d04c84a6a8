// What the server tells of itself at /metrics. The names are Prometheus's way of naming things; the table in
// docs/operations.md is made from this.

/** Each metric by its name. The labels are in the order in which they are written. */
export const catalogue = {
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
  process_cpu_seconds_total: { type: 'counter', labels: [], help: 'CPU time of the server process.' },
  process_resident_memory_bytes: { type: 'gauge', labels: [], help: 'Memory that it has in RAM.' },
} as const satisfies Record<string, { type: 'gauge' | 'counter'; labels: readonly string[]; help: string }>;

export type MetricName = keyof typeof catalogue;

/** The values of the labels, in the order of the catalogue. */
export type Sample = readonly [...labels: string[], value: number];

/** What one part of the server tells. */
export type Readings = { readonly [M in MetricName]?: readonly Sample[] };

export interface MetricSource {
  readings(): Promise<Readings>;
}

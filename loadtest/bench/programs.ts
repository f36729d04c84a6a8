// The servers that are measured, each on one core with all of its processes.
import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childrenOf } from '../../scripts/bench/processes.ts';
import { readiness, startNode, startProgram, stop } from '../../scripts/bench/programs.ts';
import type { ServerKind, ServerPids } from './Task.ts';

export interface Program {
  readonly kind: ServerKind;
  /** Of its signaling. */
  readonly url: string;
  readonly pids: ServerPids;
  stop(): Promise<void>;
}

export interface Place {
  readonly core: number;
  /** For whatever it has to keep. */
  readonly folder: string;
}

/** Milliseconds. */
const START_LIMIT = 20_000;
const { HOME, MEDIASOUP_WORKER_BIN } = process.env;
/** By which mediasoup finds its worker. */
const ofMediasoup = { HOME, MEDIASOUP_WORKER_BIN };
const ports = { parley: 24_600, parleyMedia: 24_610, bare: 24_601, bareMedia: 24_620, janus: 24_602 };
const JANUS_ROOMS = 4;

/** One for all servers, as Janus has none on the loopback interface. Its packets go by that one all the same. */
const address = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
const reachable = address ?? '127.0.0.1';

/** Parley as it runs anywhere, with one worker. */
export async function startParley({ core, folder }: Place): Promise<Program> {
  const url = `http://127.0.0.1:${ports.parley}`;
  const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
  const child = startProgram(core, [process.execPath, main], {
    ...ofMediasoup,
    HOST: '127.0.0.1',
    PORT: String(ports.parley),
    MEDIA_PORT: String(ports.parleyMedia),
    ANNOUNCED_ADDRESS: reachable,
    WORKERS: '1',
    TURN_BUNDLED: 'false',
    DIRECT_CALLS: 'false',
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
  });
  await answering(child, async () => (await fetch(`${url}/healthz`)).ok);
  return { kind: 'parley', url, pids: pidsOf(child), stop: () => stop(child) };
}

/** mediasoup with nothing around it. */
export async function startBare({ core }: Place): Promise<Program> {
  const program = new URL('bareServer.ts', import.meta.url);
  const args = [reachable, String(ports.bare), String(ports.bareMedia)];
  const child = startNode(core, program, args, ofMediasoup);
  await readiness(child);
  return {
    kind: 'mediasoup',
    url: `ws://${reachable}:${ports.bare}`,
    pids: pidsOf(child),
    stop: () => stop(child),
  };
}

/** Why Janus is not measured; undefined: it can be. */
export function missingForJanus(): string | undefined {
  if (spawnSync('which', ['janus']).status !== 0) return 'it is not installed';
  return address === undefined ? 'it needs a network interface besides the loopback one' : undefined;
}

/** Janus from its package, with a configuration of its own: its video room, over WebSocket, and nothing else. */
export async function startJanus({ core, folder }: Place): Promise<Program> {
  const config = join(folder, 'janus');
  mkdirSync(config);
  for (const [name, text] of Object.entries(janusConfig(config))) writeFileSync(join(config, name), text);
  const child = startProgram(core, ['janus', '-F', config], { HOME });
  const url = `ws://127.0.0.1:${ports.janus}`;
  await answering(child, () => listens(ports.janus));
  const pids = { media: [child.pid ?? 0], service: [] };
  return { kind: 'janus', url, pids, stop: () => stop(child) };
}

/** That it would load, and that are of no use here. */
const otherPlugins = [
  'audiobridge',
  'duktape',
  'echotest',
  'lua',
  'nosip',
  'recordplay',
  'sip',
  'streaming',
  'textroom',
  'videocall',
  'voicemail',
];
const otherTransports = ['http', 'mqtt', 'nanomsg', 'pfunix', 'rabbitmq'];

function janusConfig(folder: string): Record<string, string> {
  const rooms = Array.from(
    { length: JANUS_ROOMS },
    (_, n) =>
      `room-${n + 1}: { publishers = 100, bitrate = 0, fir_freq = 0, audiocodec = "opus", videocodec = "vp8" }`,
  );
  return {
    'janus.jcfg': `
general: {
  configs_folder = "${folder}"
  debug_level = 2
  session_timeout = 600
  # One core: a thread for each connection would cost it more.
  event_loops = 1
}
media: { rtp_port_range = "26000-29999" }
nat: { ice_lite = true, ice_enforce_list = "${reachable}" }
plugins: { disable = "${libraries(otherPlugins)}" }
transports: { disable = "${libraries(otherTransports)}" }
loggers: { disable = "libjanus_jsonlog.so" }
`,
    'janus.plugin.videoroom.jcfg': `general: { }\n${rooms.join('\n')}\n`,
    'janus.transport.websockets.jcfg': `general: { json = "compact", ws = true, ws_port = ${ports.janus}, ws_ip = "127.0.0.1" }\n`,
  };
}

function libraries(names: readonly string[]): string {
  return names.map((name) => `libjanus_${name}.so`).join(',');
}

/** A program of Node and the media worker that it has started. */
function pidsOf({ pid = 0 }: ChildProcess): ServerPids {
  return { media: childrenOf(pid), service: [pid] };
}

async function answering(child: ChildProcess, isUp: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + START_LIMIT;
  while (performance.now() < limit) {
    if (child.exitCode !== null) break;
    if (await isUp().catch(() => false)) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error(`${child.spawnargs.join(' ')} does not answer`);
}

async function listens(port: number): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'janus-protocol');
  try {
    return await new Promise<boolean>((resolve) => {
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
    });
  } finally {
    socket.close();
  }
}

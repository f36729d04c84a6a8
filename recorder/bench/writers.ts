// Who writes what the generator sends: the recorder, ffmpeg, and a program that only receives.
import { spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { endOf, readiness, startNode, startProgram, stop } from '../../scripts/bench/programs.ts';
import type { Command, News } from '../src/channel.ts';
import { environment } from '../src/environment.ts';
import { CAMERA, cameraSsrc, PEOPLE, VOICE, voiceSsrc, type Ports } from './Task.ts';

export interface Writer {
  readonly pid: number;
  readonly ports: Ports;
  /** Resolved when everything is written; how many bytes. */
  finish(): Promise<number>;
}

const people = Array.from({ length: PEOPLE }, (_, person) => person);

/** @param from The generator's port. */
export async function startRecorder(core: number, dir: string, from: number): Promise<Writer> {
  const child = startNode(core, new URL('../src/main.ts', import.meta.url), [], environment);
  await readiness(child);
  const recordingId = 'bench';
  const tell = (command: Command): void => void child.send(command);
  const started = next(child, 'started');
  tell({ name: 'start', recordingId, room: 'bench', dir, startedAt: Date.now(), minFree: 0 });
  const { port } = await started;
  tell({ name: 'connect', recordingId, media: { address: '127.0.0.1', port: from } });
  for (const person of people) {
    const origin = { peerId: `p${person}`, displayName: `${person}` };
    const { payloadType, clockRate } = VOICE;
    tell({
      name: 'addTrack',
      recordingId,
      origin: { ...origin, trackId: `voice${person}`, source: 'microphone' },
      stream: { ssrc: voiceSsrc(person), payloadType, codec: 'opus', clockRate },
    });
    tell({
      name: 'addTrack',
      recordingId,
      origin: { ...origin, trackId: `camera${person}`, source: 'camera' },
      stream: {
        ssrc: cameraSsrc(person),
        payloadType: CAMERA.payloadType,
        codec: 'vp8',
        clockRate: CAMERA.clockRate,
      },
    });
  }
  const finish = async (): Promise<number> => {
    const ended = next(child, 'ended');
    tell({ name: 'end', recordingId, cause: 'stopped' });
    await ended;
    await stop(child);
    return bytesIn(dir);
  };
  return { pid: child.pid ?? 0, ports: port, finish };
}

async function next<N extends News['name']>(child: ChildProcess, name: N): Promise<News & { name: N }> {
  for (;;) {
    const [news] = (await Promise.race([once(child, 'message'), endOf(child)])) as [News];
    if (news.name === 'failed') throw new Error(news.message);
    if (news.name === name) return news as News & { name: N };
  }
}

export function hasFfmpeg(): boolean {
  return spawnSync('ffmpeg', ['-version']).status === 0;
}

/** `-c copy` of all streams into one file. It has a port for each. */
export async function startFfmpeg(core: number, dir: string, firstPort: number): Promise<Writer> {
  const ports: Record<number, number> = {};
  const lines = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'];
  let port = firstPort;
  for (const person of people) {
    ports[voiceSsrc(person)] = port;
    lines.push(`m=audio ${port} RTP/AVP ${VOICE.payloadType}`, `a=rtpmap:${VOICE.payloadType} opus/48000/2`);
    ports[cameraSsrc(person)] = port + 2;
    lines.push(
      `m=video ${port + 2} RTP/AVP ${CAMERA.payloadType}`,
      `a=rtpmap:${CAMERA.payloadType} VP8/90000`,
    );
    port += 4;
  }
  const sdp = join(dir, 'room.sdp');
  writeFileSync(sdp, `${lines.join('\r\n')}\r\n`);
  const input = ['-protocol_whitelist', 'file,udp,rtp', '-reorder_queue_size', '100', '-i', sdp];
  const output = ['-map', '0', '-c', 'copy', '-y', join(dir, 'room.mkv')];
  const child = startProgram(core, ['ffmpeg', '-nostdin', '-loglevel', 'fatal', ...input, ...output]);
  await setTimeout(500); // It does not say when it listens.
  const finish = async (): Promise<number> => {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
    return statSync(join(dir, 'room.mkv'), { throwIfNoEntry: false })?.size ?? 0;
  };
  return { pid: child.pid ?? 0, ports, finish };
}

/** What it costs to receive the packets at all. */
export async function startReceiver(core: number): Promise<Writer> {
  const child = startNode(core, new URL('receiverMain.ts', import.meta.url));
  const [port] = (await Promise.race([once(child, 'message'), endOf(child)])) as [number];
  const finish = async (): Promise<number> => {
    await stop(child);
    return 0;
  };
  return { pid: child.pid ?? 0, ports: port, finish };
}

function bytesIn(dir: string): number {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.webm'))
    .reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
}

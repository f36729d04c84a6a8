// Everybody's voice and camera as the media server sends them, as a process of its own.
import { createSocket } from 'node:dgram';
import { encodeHeader } from '@parley/rtp/packet';
import { FrameSource } from '../../loadtest/src/media/FrameSource.ts';
import { packetizeVp8 } from '../../loadtest/src/media/packetize.ts';
import { tonePackets } from '../../loadtest/src/media/tone.ts';
import { memory, processorTime } from '../../scripts/bench/processes.ts';
import { takeTasks } from '../../scripts/bench/takeTasks.ts';
import { CAMERA, cameraSsrc, PEOPLE, VOICE, voiceSsrc, type Results, type Sent, type Task } from './Task.ts';

const ADDRESS = '127.0.0.1';
const FRAME_RATE = 30;
const KEY_EVERY = 10 * FRAME_RATE;
/** Milliseconds of a packet of sound. */
const VOICE_TIME = 20;
const MTU = 1_030;
/** Of a camera, in bytes. */
const FRAME_SIZE = CAMERA.bitsPerSecond / 8 / FRAME_RATE;

const socket = createSocket('udp4');
const pictures = FrameSource.of('VP8', 640, 360);
const voices = tonePackets(VOICE.bitsPerSecond);
const sequence = new Map<number, number>();

function rtp(ssrc: number, payloadType: number, timestamp: number, payload: Buffer, marker: boolean): Buffer {
  const sequenceNumber = ((sequence.get(ssrc) ?? 0) + 1) & 0xffff;
  sequence.set(ssrc, sequenceNumber);
  return Buffer.concat([encodeHeader({ payloadType, marker, sequenceNumber, timestamp, ssrc }, []), payload]);
}

function picture(n: number): Buffer[] {
  const sinceKey = n % KEY_EVERY;
  const reference = sinceKey === 0 ? undefined : { reference: n - 1, isBase: true, sinceKey };
  const info = { isKey: !reference, pictureId: n & 0x7fff, baseIndex: n & 0xff, temporalLayer: 0 };
  return packetizeVp8(pictures.frame(n, reference), info, { size: FRAME_SIZE, mtu: MTU });
}

/** Sends in real time. */
async function send({ ports, settle, seconds, pid }: Task & { name: 'send' }): Promise<Sent> {
  const startedAt = performance.now();
  let [frames, sounds, packets, payloadBytes] = [0, 0, 0, 0];
  let measured: { packets: number; nanoseconds: number } | undefined;
  const out = (ssrc: number, packet: Buffer, payload: Buffer): void => {
    socket.send(packet, typeof ports === 'number' ? ports : (ports[ssrc] ?? 0), ADDRESS);
    packets += 1;
    payloadBytes += payload.length;
  };
  for (let passed = 0; passed < (settle + seconds) * 1000; passed = performance.now() - startedAt) {
    for (; frames < (passed * FRAME_RATE) / 1000; frames += 1) {
      const payloads = picture(frames);
      const timestamp = frames * (CAMERA.clockRate / FRAME_RATE);
      for (let person = 0; person < PEOPLE; person += 1) {
        const ssrc = cameraSsrc(person);
        for (const [n, payload] of payloads.entries()) {
          out(ssrc, rtp(ssrc, CAMERA.payloadType, timestamp, payload, n === payloads.length - 1), payload);
        }
      }
    }
    for (; sounds < passed / VOICE_TIME; sounds += 1) {
      const payload = voices[sounds % voices.length] as Buffer;
      const timestamp = (sounds * VOICE_TIME * VOICE.clockRate) / 1000;
      for (let person = 0; person < PEOPLE; person += 1) {
        const ssrc = voiceSsrc(person);
        out(ssrc, rtp(ssrc, VOICE.payloadType, timestamp, payload, false), payload);
      }
    }
    if (passed >= settle * 1000) measured ??= { packets, nanoseconds: processorTime([pid]) };
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  return {
    packets: packets - (measured?.packets ?? 0),
    nanoseconds: processorTime([pid]) - (measured?.nanoseconds ?? 0),
    payloadBytes,
    memory: memory([pid]),
  };
}

async function run(task: Task): Promise<Results[Task['name']]> {
  if (task.name === 'send') return send(task);
  await new Promise<void>((resolve) => {
    socket.bind(0, ADDRESS, resolve);
  });
  return socket.address().port;
}

takeTasks<Task, Results>(run);

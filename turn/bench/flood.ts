import { dropsAt, processorTime } from '../../scripts/bench/processes.ts';
import { drained, frameOf, PAYLOAD, type Flow } from './flows.ts';
import type { Direction, FloodResult, Task } from './Task.ts';
import { loopback } from './TurnClient.ts';

/** Seconds until the receivers' buffers are full, and a server has warmed up to it. */
const LEAD = 1.5;

/**
 * Sends as fast as it can, in one direction. What arrives is not read, which would cost the generator as much as it
 * costs the server to relay: once the buffers of the receivers are full, the system drops and counts all that comes.
 */
export async function flood(
  flows: readonly Flow[],
  { direction, seconds, pids }: Task & { name: 'flood' },
): Promise<FloodResult> {
  const receivers = flows.map(({ client, peer }) => (direction === 'to peers' ? peer : client));
  const ports = new Set(receivers.map((socket) => socket.address().port));
  const send = senderOf(flows, direction);

  sendFor(LEAD, send);
  const before = { drops: dropsAt(ports), processor: processorTime(pids), time: performance.now() };
  const sent = sendFor(seconds, send);
  const drops = dropsAt(ports) - before.drops;
  const processor = processorTime(pids) - before.processor;
  const elapsed = (performance.now() - before.time) / 1000;

  await drained(receivers);
  return { offered: sent / elapsed, relayed: drops / elapsed, cores: processor / 1e9 / elapsed };
}

function senderOf(flows: readonly Flow[], direction: Direction) {
  const payload = Buffer.alloc(PAYLOAD);
  const frames = flows.map(({ header }) => frameOf(header));
  return direction === 'to peers'
    ? (index: number) => flows[index % flows.length]?.client.send(frames[index % flows.length] as Buffer)
    : (index: number) => {
        const { peer, back } = flows[index % flows.length] as Flow;
        peer.send(payload, back, loopback);
      };
}

/** Without a turn of the loop, in which packets would be read. How many it has sent. */
function sendFor(seconds: number, send: (index: number) => void): number {
  const end = performance.now() + seconds * 1000;
  let sent = 0;
  while (performance.now() < end) {
    for (const last = sent + 16; sent < last; sent += 1) send(sent);
  }
  return sent;
}

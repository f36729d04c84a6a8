import { processorTime, waitingTime } from '../../scripts/bench/processes.ts';
import { drained, frameOf, PAYLOAD, type Flow } from './flows.ts';
import type { EchoResult, Task } from './Task.ts';

/** Clients send so many packets a second, evenly, and peers send each of them back. */
export async function echo(
  flows: readonly Flow[],
  { perSecond, seconds, pids }: Task & { name: 'echo' },
): Promise<EchoResult> {
  const count = Math.round(perSecond * seconds);
  const sentAt = new Float64Array(count);
  const took: number[] = [];
  const stops = flows.map((flow) =>
    answer(flow, (number) => {
      took.push(performance.now() - (sentAt[number] ?? 0));
    }),
  );
  const cpuBefore = processorTime(pids);
  const waitingBefore = waitingTime(pids);
  await sendEvenly(flows, perSecond, sentAt);
  const waited = (waitingTime(pids) - waitingBefore) / 1e9 / seconds;
  await drained(flows.flatMap(({ client, peer }) => [client, peer]));
  const cpu = (processorTime(pids) - cpuBefore) / 1000 / (2 * took.length);
  for (const stop of stops) stop();
  took.sort((a, b) => a - b);
  const percentile = (part: number) => took[Math.floor(took.length * part)] ?? Number.NaN;
  return { lost: count - took.length, p50: percentile(0.5), p99: percentile(0.99), cpu, waited };
}

/** Sends a peer's packets back, and tells the number of each that a client gets. Returns what ends it. */
function answer({ client, header, peer }: Flow, onAnswer: (number: number) => void): () => void {
  const onPacket = (data: Buffer, from: { port: number; address: string }) => {
    peer.send(data, from.port, from.address);
  };
  const onFrame = (frame: Buffer) => {
    if (frame.length === header + PAYLOAD) onAnswer(frame.readUInt32BE(header));
  };
  peer.on('message', onPacket);
  client.on('message', onFrame);
  return () => {
    peer.off('message', onPacket);
    client.off('message', onFrame);
  };
}

/** Timers are too coarse for packets that come one by one: it looks at the clock in every turn of the loop. */
function sendEvenly(flows: readonly Flow[], perSecond: number, sentAt: Float64Array): Promise<void> {
  const frames = flows.map(({ header }) => frameOf(header));
  const start = performance.now();
  let sent = 0;
  return new Promise((resolve) => {
    const turn = () => {
      const elapsed = (performance.now() - start) / 1000;
      const due = Math.min(sentAt.length, Math.floor(elapsed * perSecond) + 1);
      for (; sent < due; sent += 1) {
        const index = sent % flows.length;
        const { client, header } = flows[index] as Flow;
        const frame = frames[index] as Buffer;
        frame.writeUInt32BE(sent, header);
        sentAt[sent] = performance.now();
        client.send(frame);
      }
      if (sent < sentAt.length) setImmediate(turn);
      else resolve();
    };
    turn();
  });
}

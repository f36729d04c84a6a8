// One of several processes of a TURN server, started by the first one. Its argument is its number.
import { systemClock } from '../Clock.ts';
import { readConfig } from '../config.ts';
import { logWith } from '../log.ts';
import { Metrics } from '../Metrics.ts';
import { listenAsConfigured, optionsOf, partOf, watchCertificate } from '../serve.ts';
import { StartError } from '../StartError.ts';
import { Member } from './Member.ts';
import type { FromMember, ToMember } from './messages.ts';

const COUNTS_INTERVAL = 1000;
const number = Number(process.argv[2]);
const log = logWith({ process: number });

function send(message: FromMember, onSent: () => void = () => {}): void {
  // Where the channel is closed, this process is about to end.
  process.send?.(message, onSent);
}

async function main(): Promise<void> {
  const config = partOf(readConfig(process.env), number);
  const metrics = new Metrics();
  const member = await Member.open(number, optionsOf(config, metrics, log), send);
  process.on('message', (message) => {
    member.receive(message as ToMember);
  });
  await member.introduced;
  await listenAsConfigured(member.server, config);
  // All of them see the same, and one tells of it.
  if (config.tls) watchCertificate(member.server, config.tls, number === 1 ? log : () => {});
  systemClock.every(COUNTS_INTERVAL, () => {
    send({ type: 'counts', counts: metrics.counts });
  });
  send({ type: 'listening' });
}

// The first process has ended, or wants this one to: all that it has are sockets.
process.on('disconnect', () => process.exit(0));
// Signals of a terminal or a service manager come to all processes of a group. The first one says when to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
try {
  await main();
} catch (error) {
  const end = () => process.exit(1);
  if (error instanceof StartError) {
    send({ type: 'failed', problems: error.problems }, end);
  } else {
    console.error(error);
    end();
  }
}

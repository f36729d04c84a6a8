// The recorder: the service tells it over its channel what to record.
import type { Command, News } from './channel.ts';
import { Recorder } from './Recorder.ts';

const tell = (news: News): void => {
  if (process.connected) process.send?.(news);
};

// Recordings outlive the process: their clock is the calendar's at its start, and does not follow when that is set.
const startedAt = Date.now() - performance.now();
const recorder = new Recorder({ address: '127.0.0.1', now: () => startedAt + performance.now(), tell });

const close = (): void => void recorder.close().then(() => process.exit(0));

process.on('message', (command: Command) => void recorder.carryOut(command));
process.once('disconnect', close);
process.once('SIGTERM', close);
// In a terminal it reaches all processes at once: the service says when it is over.
process.on('SIGINT', () => {});
tell({ name: 'listening' });

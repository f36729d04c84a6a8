// Starts the composer: the service tells it over its channel what to make.
import { setPriority } from 'node:os';
import type { Command, News } from './channel.ts';
import { Composer } from './Composer.ts';
import { Fonts } from './plates/Fonts.ts';
import { Lettering } from './plates/Lettering.ts';

const tell = (news: News): void => {
  if (process.connected) process.send?.(news);
};

// Calls go first; what it starts is as patient.
setPriority(19);
const composer = new Composer({
  lettering: new Lettering(new Fonts()),
  now: () => performance.now(),
  tell,
});

const close = (): void => void composer.close().then(() => process.exit(0));

process.on('message', (command: Command) => void composer.carryOut(command));
process.once('disconnect', close);
process.once('SIGTERM', close);
// In a terminal it reaches all processes at once: the service says when it is over.
process.on('SIGINT', () => {});
tell({ name: 'listening' });

// One of the processes that make the load. It does what its parent says, and ends with it.
import { Participant } from './call/Participant.ts';
import { Generator } from './run/Generator.ts';
import type { FromGenerator, ToGenerator } from './run/messages.ts';

/** Milliseconds between samples. */
const SAMPLE_INTERVAL = 1_000;

let generator: Generator | undefined;
let timer: NodeJS.Timeout | undefined;

function tell(message: FromGenerator): void {
  if (process.connected) process.send?.(message);
}

async function obey(message: ToGenerator): Promise<void> {
  switch (message.kind) {
    case 'start': {
      const { server } = message;
      const started = new Generator(message.origin, (parts) => new Participant({ ...parts, server }));
      generator = started;
      timer = setInterval(() => tell({ kind: 'sample', sample: started.sample() }), SAMPLE_INTERVAL);
      break;
    }
    case 'join': {
      const { id } = message.plan;
      const cause = await generator?.join(message.plan);
      tell(cause === undefined ? { kind: 'joined', id } : { kind: 'refused', id, cause });
      break;
    }
    case 'leave':
      await generator?.leave(message.id);
      tell({ kind: 'left', id: message.id });
      break;
    case 'stop':
      clearInterval(timer);
      if (generator) {
        tell({ kind: 'sample', sample: generator.sample() });
        await generator.close();
      }
      tell({ kind: 'stopped' });
      process.disconnect();
      break;
    default:
      message satisfies never;
  }
}

process.on('message', (message: ToGenerator) => void obey(message));
// The parent tells when to stop; a Ctrl-C in the terminal reaches this process as well.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.once('disconnect', () => process.exit());

// Starts the TURN server.
import { setFlagsFromString } from 'node:v8';
import { collectOften } from './collectOften.ts';

setFlagsFromString(collectOften);
await import('./run.ts');

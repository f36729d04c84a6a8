// Starts the recorder.
import { setFlagsFromString } from 'node:v8';

// The space of new objects stays as small as it begins: packets are bytes outside of the heap that live for less than a second,
// and are freed with the small objects that stand for them.
setFlagsFromString('--semi-space-growth-factor=1');
await import('./run.ts');

// The single keys that act in the room. Their meaning is in the catalogue.
import type { Messages } from '../../messages/Messages.ts';

interface Shortcut {
  readonly name: keyof Messages['settings']['shortcuts']['actions'];
  /** As KeyboardEvent.key has it, in lower case. */
  readonly key: string;
}

export const shortcuts: readonly Shortcut[] = [
  { name: 'microphone', key: 'm' },
  { name: 'camera', key: 'v' },
  { name: 'screen', key: 's' },
  { name: 'hand', key: 'h' },
  { name: 'chat', key: 'c' },
  { name: 'talk', key: ' ' },
  { name: 'help', key: '?' },
];

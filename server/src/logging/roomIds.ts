import { createHmac, randomBytes } from 'node:crypto';

/** Digits of an id. */
const LENGTH = 12;

/**
 * What rooms are called where their names must not be read, since a name is the link into its room: the same for the same
 * name for as long as the process runs, and nothing by which the name can be found.
 */
export function roomIds(): (name: string) => string {
  const key = randomBytes(32);
  return (name) => createHmac('sha256', key).update(name).digest('hex').slice(0, LENGTH);
}

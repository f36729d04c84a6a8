import type { RecordingSummary } from '@parley/protocol';

/** Whether something of it is on its way, and changes by itself. */
export function isMoving({ state, place, film }: RecordingSummary): boolean {
  return (
    state === 'running' || place === 'uploading' || film?.state === 'queued' || film?.state === 'running'
  );
}

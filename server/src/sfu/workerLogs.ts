import { setLogEventListeners } from 'mediasoup';
import type { Log } from '../call/ports.ts';

/**
 * What the worker processes say for themselves, and errors thrown by our own listeners of mediasoup's events,
 * which it swallows. The rest mediasoup also throws, or tells by events. The listeners are global to the process.
 */
export function forwardWorkerLogs(log: Log): void {
  setLogEventListeners({
    onwarn: (_namespace, text) => {
      if (isWorthTelling(text)) log.warn({ worker: text }, 'a media worker warns');
    },
    onerror: (_namespace, text, error) => {
      if (error) log.error({ err: error }, text);
      else if (isWorthTelling(text)) log.error({ worker: text }, 'a media worker reports an error');
    },
  });
}

/** Whether a line of mediasoup's log comes from a worker process, and tells an operator something. */
export function isWorthTelling(text: string): boolean {
  return /^(\[pid:\d+\]|\(stderr\))/.test(text) && !NOISE.some((noise) => noise.test(text));
}

const NOISE = [
  // A request that the worker refuses, perhaps a malformed one of a client: mediasoup rejects it too.
  /^\[pid:\d+\].* throwing MediaSoup/,
  // The estimate of a downlink that was idle starts from the least that each gets.
  /GoogCcNetworkController::ClampConstraints\(\) \| start bitrate smaller than min bitrate/,
];

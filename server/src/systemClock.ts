import type { Clock } from './call/ports.ts';

/** The time of the machine. Its timers keep no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, task) {
    const timer = setTimeout(task, delay);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

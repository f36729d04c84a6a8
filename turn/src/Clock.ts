/** Time, and what is done again and again. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs the task every `interval` ms, until the returned function is called. */
  every(interval: number, task: () => void): () => void;
}

/** The time of the machine. Its timers keep no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  every(interval, task) {
    const timer = setInterval(task, interval);
    timer.unref();
    return () => {
      clearInterval(timer);
    };
  },
};

/** Time, and what is done later. */
export interface Clock {
  /** Milliseconds since 1970, with fractions; the same in all processes of a run. */
  now(): number;
  /** Runs the task after `delay` ms, unless the returned function is called before. */
  after(delay: number, task: () => void): () => void;
}

/** What a clock of this process has to agree on with another process of this machine. */
export interface ClockOrigin {
  /** Milliseconds since 1970 at the zero of the machine's monotonic clock. */
  readonly epochAtZero: number;
}

export function clockOrigin(): ClockOrigin {
  return { epochAtZero: Date.now() - monotonic() };
}

/**
 * The machine's monotonic clock, moved to the calendar by an origin: two processes that have the same origin can compare
 * their times to the microsecond, whatever happens to the calendar meanwhile.
 */
export function systemClock({ epochAtZero }: ClockOrigin): Clock {
  // performance.now() is the cheaper call, counted from the start of the process.
  const offset = epochAtZero + monotonic() - performance.now();
  return {
    now: () => performance.now() + offset,
    after(delay, task) {
      const timer = setTimeout(task, delay);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

// Notes that are made, not loaded.

export interface Note {
  /** Seconds from the beginning. */
  readonly at: number;
  /** Hz. */
  readonly frequency: number;
  readonly seconds: number;
}

export interface PlayedSound {
  /** Resolves when it is over, however that came. */
  readonly ended: Promise<void>;
  readonly stop: () => void;
}

const LOUDNESS = 0.25;

/** @param speakerId Where it is to be heard, or undefined for the default speaker. */
export function playNotes(notes: readonly Note[], speakerId?: string, loudness = LOUDNESS): PlayedSound {
  const context = new AudioContext();
  const stop = (): void => void context.close().catch(() => undefined);
  const ended = (async () => {
    // Where a browser cannot choose, or the speaker is gone, the default one does it.
    await sendTo(context, speakerId).catch(() => undefined);
    await context.resume();
    const oscillators = notes.map((note) => play(context, note, loudness));
    await Promise.all(
      oscillators.map((one) => new Promise((resolve) => one.addEventListener('ended', resolve))),
    );
    stop();
  })();
  const closed = new Promise<void>((resolve) => {
    context.addEventListener('statechange', () => context.state === 'closed' && resolve());
  });
  return { ended: Promise.race([ended.catch(stop), closed]), stop };
}

function play(context: AudioContext, { at, frequency, seconds }: Note, loudness: number): OscillatorNode {
  const start = context.currentTime + at;
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
  return oscillator;
}

/** Chromium has this, and TypeScript does not know of it yet. */
async function sendTo(context: AudioContext, speakerId: string | undefined): Promise<void> {
  if (speakerId === undefined || !('setSinkId' in context)) return;
  await (context as unknown as { setSinkId(id: string): Promise<void> }).setSinkId(speakerId);
}

// Times and sizes of recordings, as a language writes them.
import { durationText } from '../room/durationText.ts';

const sizes = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export interface RecordingFigures {
  readonly date: (time: string | number) => string;
  readonly day: (time: string | number) => string;
  readonly bytes: (bytes: number) => string;
  /** `12:34`, of milliseconds. */
  readonly clock: (duration: number) => string;
  /** The same to be read aloud: `12 minutes, 34 seconds`. */
  readonly length: (duration: number) => string;
  /** Of a part, 0 to 1. */
  readonly percent: (part: number) => string;
  readonly list: (names: readonly string[]) => string;
}

export function recordingFigures(locale: string): RecordingFigures {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const unit = (name: string, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, ...options });
  const perSize = sizes.map((size) => unit(size, { unitDisplay: 'short', maximumSignificantDigits: 3 }));
  const perTime = ['hour', 'minute', 'second'].map((name) => unit(name, { unitDisplay: 'long' }));
  const times = new Intl.ListFormat(locale, { type: 'unit' });
  const names = new Intl.ListFormat(locale, { type: 'conjunction' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return {
    date: (time) => date.format(new Date(time)),
    day: (time) => day.format(new Date(time)),
    bytes(bytes) {
      // What would be written as a thousand of one is one of the next.
      const fits = sizes.findIndex((_, index) => bytes < 999.5 * 1_000 ** (index + 1));
      const index = fits === -1 ? sizes.length - 1 : fits;
      return perSize[index]?.format(bytes / 1_000 ** (index + 1)) ?? '';
    },
    clock: durationText,
    length(duration) {
      const seconds = Math.floor(duration / 1_000);
      const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
      const said = parts.flatMap((part, index) =>
        part > 0 || (index === 2 && seconds === 0) ? [perTime[index]?.format(part) ?? ''] : [],
      );
      return times.format(said);
    },
    percent: (part) => percent.format(part),
    list: (people) => names.format(people),
  };
}

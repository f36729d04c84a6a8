// Figures as a language writes them.

export function figures(language: string) {
  const number = (options: Intl.NumberFormatOptions) => {
    // Made with the first figure: the page has none when it begins.
    let format: Intl.NumberFormat | undefined;
    return (value: number) => (format ??= new Intl.NumberFormat(language, options)).format(value);
  };
  const perSecond = (unit: 'kilobit' | 'megabit', maximumFractionDigits: number) =>
    number({ style: 'unit', unit: `${unit}-per-second`, maximumFractionDigits });
  const kilobits = perSecond('kilobit', 0);
  const megabits = perSecond('megabit', 1);
  return {
    /** Of bits a second. */
    bitrate: (bits: number) => (bits < 1_000_000 ? kilobits(bits / 1_000) : megabits(bits / 1_000_000)),
    /** Of a part, 0 to 1. */
    percent: number({ style: 'percent', maximumFractionDigits: 1 }),
    milliseconds: number({ style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }),
  };
}

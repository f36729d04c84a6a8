/** Milliseconds as a clock shows them: `0:07`, `12:34`, `1:02:03`. */
export function durationText(duration: number): string {
  const seconds = Math.floor(duration / 1_000);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

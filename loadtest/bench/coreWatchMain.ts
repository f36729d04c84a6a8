// Wakes up every few milliseconds on a core, and tells how much later than that it was at worst since it was last asked.

/** Milliseconds. */
const INTERVAL = 5;

let last = performance.now();
let longest = 0;

setInterval(() => {
  const now = performance.now();
  longest = Math.max(longest, now - last - INTERVAL);
  last = now;
}, INTERVAL);

process.on('message', () => {
  process.send?.(longest);
  longest = 0;
});

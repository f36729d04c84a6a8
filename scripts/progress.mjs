// What a person reads while something takes its time.

/**
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 */
export async function phase(title, work) {
  const started = performance.now();
  console.log(`${title}…`);
  const result = await work();
  console.log(`${title}: done in ${secondsSince(started)}`);
  return result;
}

/** @param {number} started A time of `performance.now()`. */
export function secondsSince(started) {
  const seconds = (performance.now() - started) / 1000;
  return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
}

/**
 * Shows how far a long task is: one line that is written over on a terminal, else a line each tenth.
 * @param {string} title
 * @param {{ isTTY?: boolean, write(text: string): unknown }} [screen]
 * @returns {(done: number, total: number) => void}
 */
export function progress(title, screen = process.stdout) {
  let shownTenths = 0;
  return (done, total) => {
    const finished = done >= total;
    if (screen.isTTY) {
      screen.write(`\r  ${title}: ${percent(done, total)} %${finished ? '\n' : ''}`);
      return;
    }
    const tenths = Math.floor((done / total) * 10);
    if (tenths > shownTenths) {
      shownTenths = tenths;
      screen.write(`  ${title}: ${percent(done, total)} %\n`);
    }
  };
}

/**
 * @param {number} done
 * @param {number} total
 */
function percent(done, total) {
  return Math.floor((done / total) * 100);
}

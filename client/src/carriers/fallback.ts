import type { OpenCarrier } from '../call/Carrier.ts';

/** Carriers in a row that were opened and brought nothing, until another way is tried. */
const PATIENCE = 2;

/**
 * Carriers by the first way; by the second one when the first has failed twice in a row, as behind a proxy that breaks
 * it. Whenever the second way ends too, the first one is given another try.
 */
export function withFallback(first: OpenCarrier, second: OpenCarrier): OpenCarrier {
  let failures = 0;
  return (events) => {
    const isFallback = failures >= PATIENCE;
    const open = isFallback ? second : first;
    let heard = false;
    let counted = false;
    const ended = () => {
      if (counted) return;
      counted = true;
      if (isFallback) failures = PATIENCE - 1;
      else failures = heard ? 0 : failures + 1;
    };
    const carrier = open({
      received: (text) => {
        heard = true;
        events.received(text);
      },
      closed: (code) => {
        ended();
        events.closed(code);
      },
    });
    return {
      send: (text) => carrier.send(text),
      close: (code) => {
        // Given up before anything came: a proxy may swallow what it does not let through.
        ended();
        carrier.close(code);
      },
    };
  };
}

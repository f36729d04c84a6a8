import { expect, test } from 'vitest';
import type { CarrierEvents, OpenCarrier } from '../call/Carrier.ts';
import { withFallback } from './fallback.ts';

/** Ways that note what was opened by them, and let a test speak for the server. */
function ways() {
  const opened: { way: string; events: CarrierEvents }[] = [];
  const way =
    (name: string): OpenCarrier =>
    (events) => {
      opened.push({ way: name, events });
      return { send: () => undefined, close: () => undefined };
    };
  const heard: string[] = [];
  const open = withFallback(way('first'), way('second'));
  const events = { received: (text: string) => void heard.push(text), closed: () => undefined };
  return {
    heard,
    open: () => open(events),
    names: () => opened.map((each) => each.way),
    last: () => opened.at(-1)!.events,
  };
}

test('the first way is kept to while it works, however often it is lost', () => {
  const { open, names, last } = ways();
  for (let n = 0; n < 4; n += 1) {
    open();
    last().received('welcome');
    last().closed(1006);
  }
  expect(names()).toEqual(['first', 'first', 'first', 'first']);
});

test('after two failures in a row the second way is taken, and the first one tried again when that ends', () => {
  const { open, names, last, heard } = ways();
  open();
  last().closed(1006);
  open();
  last().closed(1006);
  open();
  last().received('welcome');
  expect(heard).toEqual(['welcome']);
  last().closed(1006);
  open();
  last().closed(1006);
  open();
  expect(names()).toEqual(['first', 'first', 'second', 'first', 'second']);
});

test('a failure before a success does not count any more', () => {
  const { open, names, last } = ways();
  open();
  last().closed(1006);
  open();
  last().received('welcome');
  last().closed(1006);
  open();
  last().closed(1006);
  open();
  expect(names()).toEqual(['first', 'first', 'first', 'first']);
});

test('a way that is given up without an answer has failed, once', () => {
  const { open, names, last } = ways();
  for (let n = 0; n < 2; n += 1) {
    open().close();
    last().closed(1006);
  }
  open();
  expect(names()).toEqual(['first', 'first', 'second']);
});

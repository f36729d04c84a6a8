import { expect, test } from 'vitest';
import { ControlChannel, type DataChannel } from './ControlChannel.ts';

function channel() {
  const sent: unknown[] = [];
  const seen = { opened: 0, changed: 0, closed: 0 };
  const fake = Object.assign(new EventTarget(), {
    readyState: 'connecting',
    send: (text: unknown) => void sent.push(JSON.parse(String(text))),
  });
  const control = new ControlChannel(fake as DataChannel, {
    opened: () => (seen.opened += 1),
    changed: () => (seen.changed += 1),
    closed: () => (seen.closed += 1),
  });
  return {
    control,
    sent,
    seen,
    open: () => {
      fake.readyState = 'open';
      fake.dispatchEvent(new Event('open'));
    },
    receive: (data: unknown) => fake.dispatchEvent(new MessageEvent('message', { data })),
  };
}

test('what is said before it opens is said when it does, and then each change once', () => {
  const { control, sent, open, seen } = channel();
  control.set({ plays: true, ending: false, watches: true });
  expect(sent).toEqual([]);
  open();
  control.set({ plays: true, ending: false, watches: true });
  control.set({ plays: true, ending: true, watches: true });
  expect(sent).toEqual([
    { plays: true, ending: false, watches: true },
    { plays: true, ending: true, watches: true },
  ]);
  expect(seen.opened).toBe(1);
});

test('what the other side says counts, and a beat says only that it is there', () => {
  const { control, receive, seen } = channel();
  expect(control.other).toEqual({ plays: false, ending: false, watches: true });
  receive('{"plays":true,"ending":false,"watches":true}');
  receive('{}');
  expect(control.other).toEqual({ plays: true, ending: false, watches: true });
  expect(control.messages).toBe(2);
  expect(seen.changed).toBe(1);
});

test('nonsense of another browser changes nothing', () => {
  const { control, receive, seen } = channel();
  const nonsense = [
    '',
    'x',
    'null',
    '[]',
    '{"plays":1,"ending":false}',
    '{"plays":true,"ending":false}',
    '{"plays":true}',
    new ArrayBuffer(2),
  ];
  for (const data of [...nonsense, `{"plays":true,"ending":false,"x":"${'x'.repeat(100)}"}`]) receive(data);
  expect(seen.changed).toBe(0);
  expect(control.other).toEqual({ plays: false, ending: false, watches: true });
});

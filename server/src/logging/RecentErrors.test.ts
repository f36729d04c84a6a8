import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { RecentErrors } from './RecentErrors.ts';

function logged() {
  const recent = new RecentErrors();
  const streamWrite = (line: string) => {
    recent.see(line);
    return line;
  };
  const { log } = Fastify({ logger: { level: 'debug', stream: { write() {} }, hooks: { streamWrite } } });
  return { recent, log };
}

test('[LO3] warnings and errors of the log are kept with their fields, of an error its message; what is less is not', () => {
  const { recent, log } = logged();
  log.info({ roomId: 'a' }, 'peer joined');
  log.child({ roomId: 'b' }).warn({ people: 2 }, 'media worker died');
  log.error({ err: new Error('no space left') }, 'a request failed');
  expect(recent.lines).toEqual([
    {
      at: expect.any(Number),
      level: 'warn',
      message: 'media worker died',
      fields: { roomId: 'b', people: '2' },
    },
    { at: expect.any(Number), level: 'error', message: 'a request failed', fields: { err: 'no space left' } },
  ]);
  expect(recent.counts).toEqual({ warn: 1, error: 1 });
});

test('[LO3] a hundred are kept, and no more of a field than one reads', () => {
  const { recent, log } = logged();
  for (let n = 1; n <= 150; n += 1) log.error({ long: 'x'.repeat(10_000) }, `error ${n}`);
  expect(recent.lines).toHaveLength(100);
  expect(recent.lines[0]?.message).toBe('error 51');
  expect(recent.lines.at(-1)?.message).toBe('error 150');
  expect(recent.lines[0]?.fields['long']).toHaveLength(300);
  expect(recent.counts.error).toBe(150);
});

import type { types } from 'mediasoup';
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { FakeClock } from '../testing/FakeClock.ts';
import { ClientTransports } from './ClientTransports.ts';

/** A worker whose transports do what a test says. */
function watched() {
  const worker = { observer: new EventEmitter() };
  const router = { observer: new EventEmitter() };
  const clock = new FakeClock();
  const isRelay = ({ port }: { port: number }) => port === 30_000;
  const clients = new ClientTransports(worker as unknown as types.Worker, { isRelay, clock });
  worker.observer.emit('newrouter', router);
  const arrive = (type = 'webrtc') => {
    const transport = {
      type,
      iceState: 'new',
      iceSelectedTuple: undefined as object | undefined,
      observer: new EventEmitter(),
    };
    router.observer.emit('newtransport', transport);
    const become = (iceState: string, tuple?: object) => {
      transport.iceState = iceState;
      transport.iceSelectedTuple = tuple;
      transport.observer.emit('icestatechange', iceState);
    };
    return {
      become,
      dtls: (state: string) => transport.observer.emit('dtlsstatechange', state),
      close: () => transport.observer.emit('close'),
    };
  };
  return { clients, clock, arrive };
}

const from = (protocol: string, remotePort: number) => ({ protocol, remoteIp: '192.0.2.1', remotePort });

test('transports are counted by the way that they take, while they are there', () => {
  const { clients, arrive } = watched();
  arrive('pipe');
  arrive();
  arrive().become('connected', from('tcp', 5_000));
  arrive().become('completed', from('udp', 30_000));
  const direct = arrive();
  direct.become('completed', from('udp', 5_000));
  expect(clients.paths).toEqual({ udp: 1, tcp: 1, relayed: 1, none: 1 });
  direct.close();
  expect(clients.paths).toEqual({ udp: 0, tcp: 1, relayed: 1, none: 1 });
});

test('media that did not come is counted by its cause', () => {
  const { clients, clock, arrive } = watched();
  const never = arrive();
  const lost = arrive();
  lost.become('connected', from('udp', 5_000));
  lost.become('disconnected');
  const stranger = arrive();
  stranger.become('connected', from('udp', 5_001));
  stranger.dtls('failed');
  clock.advance(5_000);
  const atOnce = arrive();
  for (const one of [never, lost, stranger, atOnce]) one.close();
  expect(clients.failures).toEqual({ ice_never: 1, ice_lost: 1, dtls: 1 });
});

// Against a connection that only keeps the state of the negotiation; e2e/direct.spec.ts has real ones.
import { expect, test } from 'vitest';
import { SignalingError } from '../SignalingError.ts';
import { FakeClock } from '../testing/FakeClock.ts';
import { turns } from '../testing/turns.ts';
import { Negotiation, type NegotiatedConnection } from './Negotiation.ts';

/** https://www.w3.org/TR/webrtc/#dom-rtcsignalingstate */
class FakeConnection {
  signalingState: RTCSignalingState = 'stable';
  localDescription: RTCSessionDescription | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  readonly candidates: unknown[] = [];
  #needed = false;

  need(): void {
    this.#needed = true;
    if (this.signalingState === 'stable') this.onnegotiationneeded?.();
  }

  async setLocalDescription(description?: { type: 'rollback' }): Promise<void> {
    const type = description?.type ?? (this.signalingState === 'have-remote-offer' ? 'answer' : 'offer');
    if (type === 'offer') this.signalingState = 'have-local-offer';
    else this.#stable(type === 'rollback');
    this.localDescription = { type, sdp: `${type} of mine` } as RTCSessionDescription;
  }

  async setRemoteDescription({ type, sdp }: { type: string; sdp: string }): Promise<void> {
    if (sdp === 'nonsense') throw new Error('not understood');
    if (type === 'offer') this.signalingState = 'have-remote-offer';
    else this.#stable(false);
  }

  async addIceCandidate(candidate: unknown): Promise<void> {
    this.candidates.push(candidate);
    throw new Error('unknown ufrag');
  }

  #stable(again: boolean): void {
    const answered = this.signalingState === 'have-local-offer' && !again;
    this.signalingState = 'stable';
    if (answered) this.#needed = false;
    if (this.#needed) queueMicrotask(() => this.onnegotiationneeded?.());
  }
}

function negotiation({
  makesOffer = true,
  refusal,
}: { makesOffer?: boolean; refusal?: SignalingError } = {}) {
  const connection = new FakeConnection();
  const clock = new FakeClock();
  const asked: string[] = [];
  const network = { refusal };
  const failures: unknown[] = [];
  const self = new Negotiation({
    directId: 'd1',
    makesOffer,
    connection: connection as unknown as NegotiatedConnection,
    clock,
    signals: {
      request: (async (method: string, data: { sdp?: string }) => {
        asked.push(data.sdp ?? method);
        if (network.refusal) throw network.refusal;
        return {};
      }) as never,
    },
    tracks: () => [],
    offered: () => undefined,
    failed: (error) => failures.push(error),
  });
  const description = (sdp = 'theirs') => ({ directId: 'd1', sdp, tracks: [] });
  return { self, connection, clock, asked, network, failures, description };
}

test('an offer is made when it is needed, and its answer taken', async () => {
  const { self, connection, asked, description } = negotiation();
  connection.need();
  await turns();
  expect(asked).toEqual(['offer of mine']);
  self.takeAnswer(description());
  await turns();
  expect(connection.signalingState).toBe('stable');
});

test('who does not make the first offer answers it, and may offer afterwards', async () => {
  const { self, connection, asked, description } = negotiation({ makesOffer: false });
  connection.need();
  await turns();
  expect(asked).toEqual([]);
  self.takeOffer(description());
  await turns();
  expect(asked).toEqual(['answer of mine', 'offer of mine']);
});

test('[DC5] whoever is refused takes the other’s offer, answers it, and offers again after it', async () => {
  const { self, connection, asked, network, description } = negotiation({
    refusal: new SignalingError('offer_pending', ''),
  });
  connection.need();
  await turns();
  network.refusal = undefined;
  self.takeOffer(description());
  await turns();
  expect(asked).toEqual(['offer of mine', 'answer of mine', 'offer of mine']);
});

for (const code of ['peer_absent', 'disconnected'] as const) {
  test(`an offer that met ${code} is made again a second later, and no sooner`, async () => {
    const { connection, asked, clock, network } = negotiation({ refusal: new SignalingError(code, '') });
    connection.need();
    await turns();
    clock.advance(900);
    await turns();
    expect(asked).toHaveLength(1);
    network.refusal = undefined;
    clock.advance(100);
    await turns();
    expect(asked).toHaveLength(2);
    expect(connection.signalingState).toBe('have-local-offer');
  });
}

test('when the signaling is back, an offer that did not get through is made again at once', async () => {
  const { self, connection, asked, clock, network } = negotiation({
    refusal: new SignalingError('disconnected', ''),
  });
  self.retry();
  connection.need();
  await turns();
  network.refusal = undefined;
  self.retry();
  self.retry();
  await turns();
  expect(asked).toEqual(['offer of mine', 'offer of mine']);
  clock.advance(1_000);
  await turns();
  expect(asked).toHaveLength(2);
});

test('candidates are told, the end of them is not, and those of others that mean nothing are ignored', async () => {
  const { self, connection, asked, failures } = negotiation();
  const candidate = { candidate: 'candidate:1', toJSON: () => ({ candidate: 'candidate:1' }) };
  connection.onicecandidate?.({ candidate });
  connection.onicecandidate?.({ candidate: { candidate: '' } });
  connection.onicecandidate?.({ candidate: null });
  expect(asked).toEqual(['candidate']);
  self.takeCandidate({ directId: 'd1', candidate: { candidate: 'candidate:2' } });
  await turns();
  expect(connection.candidates).toEqual([{ candidate: 'candidate:2' }]);
  expect(failures).toEqual([]);
});

test('an answer that comes too late is ignored, an offer that cannot be understood is a failure', async () => {
  const { self, description, failures } = negotiation();
  self.takeAnswer(description('nonsense'));
  await turns();
  expect(failures).toEqual([]);
  self.takeOffer(description('nonsense'));
  await turns();
  expect(failures).toHaveLength(1);
});

test('nothing happens after its end', async () => {
  const { self, connection, asked, description } = negotiation();
  self.close();
  connection.need();
  self.takeOffer(description());
  await turns();
  expect(asked).toEqual([]);
});

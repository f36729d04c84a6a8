import { permissions, reactions, requests, roles } from '@parley/protocol';
import { candidate, description } from './direct.ts';
import { opusParameters, vp8SimulcastParameters } from './rtp.ts';
import { joinData } from './TestClient.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What hostile clients say, as the numbers decide that come from `random`: between 0 and 1. */
export function fuzzer(random: () => number) {
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const strange: Json[] = [
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    1e308,
    '',
    'x',
    '\u0000',
    '__proto__',
    '\uD800',
    'é'.repeat(40),
    [],
    {},
    [[[[]]]],
    { toString: null },
    JSON.parse('{"__proto__":1}') as Json,
    'a'.repeat(5000),
  ];
  const bytes = () => String.fromCharCode(...Array.from({ length: below(60) }, () => below(0x3000)));

  /** The same value with something in it changed, left out, doubled or added. */
  function mutate(value: Json): Json {
    if (random() < 0.15) return pick(strange);
    if (Array.isArray(value)) {
      if (value.length === 0 || random() < 0.2) return [...value, pick(strange)];
      if (random() < 0.1) return [];
      if (random() < 0.1) return Array.from({ length: below(80) }, () => value[0] as Json);
      return value.with(below(value.length), mutate(value[below(value.length)] as Json));
    }
    if (value !== null && typeof value === 'object') {
      const keys = Object.keys(value);
      if (keys.length === 0 || random() < 0.1)
        return { ...value, [pick(['x', 'id', 'constructor'])]: pick(strange) };
      const key = pick(keys);
      if (random() < 0.15)
        return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      return { ...value, [key]: mutate(value[key] as Json) };
    }
    if (typeof value === 'number') return pick([value + 1, -value, value * 1e9, 0, 65_536, NaN]);
    if (typeof value === 'string') return pick([`${value}x`, value.slice(1), value.toUpperCase(), bytes()]);
    return !value;
  }

  const samples = (mediaId: string, directId: string): Record<string, Json> => ({
    join: joinData({ room: pick(['fuzz', 'elsewhere']), direct: true, token: 'e30.e30.x' }),
    knock: { room: pick(['fuzz', 'elsewhere']), displayName: 'Ana', passcode: 'x', token: 'e30.e30.x' },
    leave: {},
    probe: { fingerprints: (joinData() as { fingerprints: Json }).fingerprints },
    probeSound: { transportId: pick([mediaId, 'id']), rtpParameters: opusParameters },
    ping: {},
    produce: {
      mediaId,
      track: { id: pick(['camera', 'microphone', 'other']), kind: 'video', source: 'camera', muted: false },
      rtpParameters: pick([opusParameters, vp8SimulcastParameters]),
    },
    setTrackMuted: { trackId: 'camera', muted: true },
    closeTrack: { trackId: 'camera' },
    resumeConsumers: { consumerIds: ['id'] },
    setViews: { views: [{ peerId: 'id', trackId: 'camera', width: 640, height: 360, pinned: true }] },
    startSpeaking: {},
    sendMessage: { id: pick(['one', 'two']), text: 'Hello', to: 'id' },
    earlierMessages: { before: 2 },
    raiseHand: {},
    lowerHand: {},
    lowerHandOf: { peerId: 'id' },
    react: { reaction: pick([...reactions]) },
    restartIce: { transportId: 'id' },
    offer: description(directId),
    answer: description(directId),
    candidate: candidate(directId),
    endDirect: { directId, reason: 'lossy' },
    setRole: { peerId: 'id', role: pick(roles) },
    setRules: { allowed: [pick(permissions)] },
    setRecording: { recording: 'on' },
    muteTrack: { peerId: 'id', trackId: 'camera' },
    muteAll: {},
    pinForAll: { pin: { peerId: 'id', source: 'camera' } },
    admit: { peerIds: ['id'] },
    deny: { peerId: 'id' },
    ban: { peerId: 'id' },
    remove: { peerId: 'id' },
    endForAll: {},
  });

  return {
    random,
    samples,
    /** The text of a frame: seldom nonsense, mostly something close to what is right. */
    frame: (id: number, mediaId: string, directId: string): string => {
      if (random() < 0.01) return bytes();
      // What two people negotiate takes several that are right, in their order.
      const method = pick(random() < 0.3 ? ['offer', 'answer', 'candidate'] : Object.keys(requests));
      let data: Json = samples(mediaId, directId)[method] ?? {};
      for (let changes = below(4); changes > 0; changes -= 1) data = mutate(data);
      const frame = { kind: 'request', id, method, data };
      const text = JSON.stringify(random() < 0.03 ? mutate(frame) : frame);
      return random() < 0.01 ? text.slice(0, below(text.length)) : text;
    },
  };
}

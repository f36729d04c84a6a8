// As much of SDP as is needed to talk to Janus: what we send as an offer of ours, what we receive as an answer to its.
import type { Consumer, RtpCapabilities, Transport } from '@parley/protocol';
import type { SendChoice } from '../src/call/Sending.ts';
import { ExtensionUri } from '../src/net/Reception.ts';

/**
 * What both sides know, so that the load tester can choose as it does from a router's capabilities. Janus takes the payload
 * types and the ids of extensions as they are offered.
 */
export const janusCapabilities: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      clockRate: 48_000,
      channels: 2,
      preferredPayloadType: 100,
      parameters: { useinbandfec: 1 },
      rtcpFeedback: [{ type: 'transport-cc', parameter: '' }],
    },
    {
      kind: 'video',
      mimeType: 'video/VP8',
      clockRate: 90_000,
      preferredPayloadType: 101,
      parameters: {},
      rtcpFeedback: [
        { type: 'nack', parameter: '' },
        { type: 'nack', parameter: 'pli' },
        { type: 'ccm', parameter: 'fir' },
        { type: 'transport-cc', parameter: '' },
      ],
    },
    {
      kind: 'video',
      mimeType: 'video/rtx',
      clockRate: 90_000,
      preferredPayloadType: 102,
      parameters: { apt: 101 },
      rtcpFeedback: [],
    },
  ],
  headerExtensions: (['audio', 'video'] as const).flatMap((kind) => [
    { kind, uri: ExtensionUri.transportWide, preferredId: 5, preferredEncrypt: false },
    ...(kind === 'audio'
      ? [{ kind, uri: ExtensionUri.audioLevel, preferredId: 1, preferredEncrypt: false }]
      : []),
  ]),
};

/** Which m-lines of an offer of ours are forwarded. */
export const mids = { voice: 'voice', picture: 'picture' } as const;

/** With which Janus checks us, all of us alike: ICE-lite or not, its library wants an answer before it sends. */
export const credentials = { usernameFragment: 'load', password: 'the-load-of-the-benchmark' } as const;

interface Identity {
  readonly fingerprint: string;
  readonly cname: string;
}

/** Of what was chosen to be sent. */
export function offerOf({ voice, picture }: SendChoice, identity: Identity): string {
  const media = [
    ...(voice ? [{ mid: mids.voice, kind: 'audio', choice: voice.choice, ssrcs: [voice.ssrc] }] : []),
    ...(picture ? [{ mid: mids.picture, kind: 'video', choice: picture.choice, ssrcs: picture.ssrcs }] : []),
  ];
  const sections = media.map(({ mid, kind, choice, ssrcs }) => {
    const { codecs, headerExtensions = [] } = choice.rtpParameters;
    return [
      `m=${kind} 9 UDP/TLS/RTP/SAVPF ${codecs.map(({ payloadType }) => payloadType).join(' ')}`,
      ...transportLines(mid, identity),
      'a=sendonly',
      ...codecs.flatMap(
        ({ payloadType, mimeType, clockRate, channels, parameters = {}, rtcpFeedback = [] }) => [
          `a=rtpmap:${payloadType} ${mimeType.split('/')[1]}/${clockRate}${channels === undefined ? '' : `/${channels}`}`,
          ...Object.entries(parameters).map(([name, value]) => `a=fmtp:${payloadType} ${name}=${value}`),
          ...rtcpFeedback.map(({ type, parameter }) =>
            `a=rtcp-fb:${payloadType} ${type} ${parameter ?? ''}`.trimEnd(),
          ),
        ],
      ),
      ...headerExtensions.map(({ id, uri }) => `a=extmap:${id} ${uri}`),
      ...(ssrcs.length > 1 ? [`a=ssrc-group:FID ${ssrcs.join(' ')}`] : []),
      ...ssrcs.map((ssrc) => `a=ssrc:${ssrc} cname:${identity.cname}`),
    ];
  });
  return sessionOf(
    media.map(({ mid }) => mid),
    sections,
  );
}

/** To an offer of what we are to receive: all of it, as it is. */
export function answerTo(offer: string, identity: Identity): string {
  const { media } = sectionsOf(offer);
  const sections = media.map((lines) => [
    lines[0] ?? '',
    ...transportLines(valueOf(lines, 'mid') ?? '', identity),
    'a=recvonly',
    ...lines.filter((line) => /^a=(rtpmap|fmtp|rtcp-fb|extmap):/.test(line)),
  ]);
  return sessionOf(
    media.map((lines) => valueOf(lines, 'mid') ?? ''),
    sections,
  );
}

/**
 * Where the other side is reached, by its offer or answer.
 * @throws {Error} Where it does not say.
 */
export function transportOf(sdp: string): Transport {
  const { session, media } = sectionsOf(sdp);
  const [first = []] = media;
  const lines = [...session, ...first];
  const usernameFragment = valueOf(lines, 'ice-ufrag');
  const password = valueOf(lines, 'ice-pwd');
  const [algorithm, value] = valueOf(lines, 'fingerprint')?.split(' ') ?? [];
  if (usernameFragment === undefined || password === undefined || value === undefined) {
    throw new Error('an SDP without a transport');
  }
  if (algorithm !== 'sha-256') throw new Error(`a fingerprint by ${algorithm}`);
  const iceCandidates = lines.flatMap((line) => {
    const match = /^a=candidate:(\S+) 1 udp (\d+) (\S+) (\d+) typ host/i.exec(line);
    if (!match) return [];
    const [, foundation = '', priority, address = '', port] = match;
    return [
      {
        foundation,
        priority: Number(priority),
        address,
        ip: address,
        protocol: 'udp' as const,
        port: Number(port),
        type: 'host' as const,
      },
    ];
  });
  return {
    id: usernameFragment,
    iceParameters: { usernameFragment, password, iceLite: session.includes('a=ice-lite') },
    iceCandidates,
    dtlsParameters: { fingerprints: [{ algorithm, value }] },
  };
}

/** What an offer of Janus lets us receive. */
export function consumersOf(offer: string): Consumer[] {
  return sectionsOf(offer).media.map((lines) => {
    const kind = (lines[0] ?? '').startsWith('m=audio') ? ('audio' as const) : ('video' as const);
    const mid = valueOf(lines, 'mid') ?? '';
    const [payloadType, format = ''] = valueOf(lines, 'rtpmap')?.split(' ') ?? [];
    const [codec, clockRate] = format.split('/');
    const pair = lines.map((line) => /^a=ssrc-group:FID (\d+) (\d+)/.exec(line)).find((match) => match);
    const ssrc = Number(pair?.[1] ?? valueOf(lines, 'ssrc')?.split(' ')[0]);
    return {
      id: mid,
      peerId: mid,
      trackId: mid,
      kind,
      paused: false,
      rtpParameters: {
        mid,
        codecs: [
          {
            mimeType: `${kind}/${codec}`,
            payloadType: Number(payloadType),
            clockRate: Number(clockRate),
            parameters: {},
            rtcpFeedback: [],
          },
        ],
        headerExtensions: [],
        encodings: [{ ssrc, ...(pair && { rtx: { ssrc: Number(pair[2]) } }) }],
        rtcp: {},
      },
    };
  });
}

function sessionOf(bundled: readonly string[], sections: readonly (readonly string[])[]): string {
  const session = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', `a=group:BUNDLE ${bundled.join(' ')}`];
  return `${[...session, ...sections.flat()].join('\r\n')}\r\n`;
}

function transportLines(mid: string, { fingerprint }: Identity): string[] {
  return [
    'c=IN IP4 127.0.0.1',
    `a=mid:${mid}`,
    `a=ice-ufrag:${credentials.usernameFragment}`,
    `a=ice-pwd:${credentials.password}`,
    `a=fingerprint:sha-256 ${fingerprint}`,
    'a=setup:active',
    'a=end-of-candidates',
    'a=rtcp-mux',
  ];
}

function sectionsOf(sdp: string): { session: string[]; media: string[][] } {
  const session: string[] = [];
  const media: string[][] = [];
  for (const line of sdp.split(/\r?\n/)) {
    if (line.startsWith('m=')) media.push([]);
    (media.at(-1) ?? session).push(line);
  }
  return { session, media };
}

function valueOf(lines: readonly string[], name: string): string | undefined {
  const prefix = `a=${name}:`;
  return lines.find((line) => line.startsWith(prefix))?.slice(prefix.length);
}

import type { DirectCandidate, SessionDescription } from '@parley/protocol';
import { testServer } from './testServer.ts';

/** Two people who are to be connected directly. */
export async function directPair({ server = testServer(), room = 'garden' } = {}) {
  const ana = await server.joined({ displayName: 'Ana', room, direct: true });
  const ben = await server.joined({ displayName: 'Ben', room, direct: true });
  const id = ben.snapshot?.direct?.id;
  if (id === undefined) throw new Error('there is no direct call');
  return { ...server, ana, ben, id };
}

export function description(directId: string): SessionDescription {
  const sdp = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', ''];
  return { directId, sdp: sdp.join('\r\n'), tracks: [] };
}

export function candidate(directId: string): DirectCandidate {
  return {
    directId,
    candidate: {
      candidate: 'candidate:1 1 udp 2113937151 192.0.2.1 50000 typ host generation 0 ufrag abcd',
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: 'abcd',
    },
  };
}

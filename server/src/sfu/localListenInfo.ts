import type { types } from 'mediasoup';
import { socketBuffers } from './socketBuffers.ts';

/**
 * Where pipes and taps are: between processes of this machine, and seen by nobody else. Apart from the media ports (20000
 * and up) and from what the system gives to others (32768 and up on Linux), which the TURN server's relays are in as well.
 */
export const LOCAL_LISTEN_INFO: types.TransportListenInfo = {
  protocol: 'udp',
  ip: '127.0.0.1',
  portRange: { min: 30_000, max: 32_767 },
  // Nothing is sent again between workers.
  ...socketBuffers,
};

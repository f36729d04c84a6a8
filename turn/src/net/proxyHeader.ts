import type { Socket } from 'node:net';
import { ipToBytes } from '../ip.ts';

const SIGNATURE = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');
/** Version 2, and a connection that is made for a client. */
const VERSION_AND_COMMAND = 0x21;
const TCP_OVER_IPV4 = 0x11;
const TCP_OVER_IPV6 = 0x21;

type Ends = Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress' | 'localPort'>;

/**
 * What tells a server behind this one who the client is and where it came to: the header of version 2 of HAProxy's PROXY
 * protocol (section 2.2 of its specification). Undefined: the connection is no more.
 */
export function proxyHeader({
  remoteAddress = '',
  remotePort,
  localAddress = '',
  localPort,
}: Ends): Buffer | undefined {
  const [source, destination] = [remoteAddress, localAddress].map((ip) => ipToBytes(ip.replace(/%.*$/, '')));
  if (!source || !destination || remotePort === undefined || localPort === undefined) return undefined;
  const ports = Buffer.alloc(4);
  ports.writeUInt16BE(remotePort, 0);
  ports.writeUInt16BE(localPort, 2);
  const addresses = Buffer.concat([source, destination, ports]);
  const head = Buffer.from([
    VERSION_AND_COMMAND,
    source.length === 4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6,
    0,
    addresses.length,
  ]);
  return Buffer.concat([SIGNATURE, head, addresses]);
}

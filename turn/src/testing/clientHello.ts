import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { connect, type ConnectionOptions } from 'node:tls';

/** What a TLS client of Node says first. */
export async function clientHello(options: ConnectionOptions = {}): Promise<Buffer> {
  const said = Promise.withResolvers<Buffer>();
  const socket = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      said.resolve(chunk);
      done();
    },
  });
  const client = connect({ socket, ...options });
  client.on('error', () => {});
  const hello = await said.promise;
  const closed = once(client, 'close');
  client.destroy();
  await closed;
  return hello;
}

/** The same message in records of so many bytes each. */
export function inRecordsOf(size: number, hello: Buffer): Buffer {
  const message = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += size) {
    const fragment = message.subarray(at, at + size);
    records.push(Buffer.from([22, 3, 1, fragment.length >> 8, fragment.length & 255]), fragment);
  }
  return Buffer.concat(records);
}

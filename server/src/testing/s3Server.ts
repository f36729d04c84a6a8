import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Options } from '../recordings/S3Store.ts';

/** A server that speaks S3, with one bucket on the disk, and a log of what it was asked. */
export class S3Server {
  readonly options: S3Options;
  /** Method and address of each request, and the bytes that came with it. */
  readonly requests: { method: string; url: string; bytes: number }[] = [];
  /** Refuses what this says so of, as a bucket in trouble does. */
  refuses: (request: { method: string; url: string }) => boolean = () => false;
  readonly #dir: string;
  readonly #server: ReturnType<typeof createServer>;

  static async start(prefix = ''): Promise<S3Server> {
    const dir = mkdtempSync(join(tmpdir(), 'parley-s3-'));
    const s3 = new S3rver({
      directory: dir,
      silent: true,
      configureBuckets: [{ name: 'recordings', configs: [] }],
    });
    await s3.configureBuckets();
    const answer = s3.callback();
    const server = createServer((request, response) => self.#answer(request, response, answer));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const self: S3Server = new S3Server(dir, server, prefix);
    return self;
  }

  private constructor(dir: string, server: ReturnType<typeof createServer>, prefix: string) {
    this.#dir = dir;
    this.#server = server;
    this.options = {
      bucket: 'recordings',
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
      prefix,
      pathStyle: true,
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    rmSync(this.#dir, { recursive: true });
  }

  #answer(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  ): void {
    const asked = { method: request.method ?? '', url: request.url ?? '' };
    this.requests.push({ ...asked, bytes: Number(request.headers['content-length'] ?? 0) });
    if (!this.refuses(asked)) return void answer(request, response);
    request.resume();
    response.writeHead(503).end();
  }
}

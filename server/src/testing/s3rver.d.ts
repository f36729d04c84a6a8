declare module 's3rver' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  /** What we use of it. */
  export default class S3rver {
    constructor(options: {
      directory: string;
      silent: boolean;
      configureBuckets: { name: string; configs: string[] }[];
    });
    configureBuckets(): Promise<void>;
    callback(): (request: IncomingMessage, response: ServerResponse) => unknown;
  }
}

import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';

export interface OperatorOnly {
  /** @throws {ApiError} `unauthorized`, `too_many_tries` */
  readonly open: (key: string | undefined, network: string | undefined) => Promise<void>;
  /** What tells the client who asks from others. */
  readonly networkOf: (request: FastifyRequest) => string | undefined;
}

/** A hook of routes that are for whoever has a key of the operator's. Nothing of the body is read before. */
export function operatorOnly({ open, networkOf }: OperatorOnly): onRequestAsyncHookHandler {
  return async (request) => {
    await open(bearerOf(request), networkOf(request));
  };
}

/** What a request shows of `Authorization: Bearer …`. */
export function bearerOf({ headers: { authorization } }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

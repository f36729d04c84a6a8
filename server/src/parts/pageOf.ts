import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';

/** The address of the page for whoever sent a request, unless the operator has said it. */
export function pageOf(
  { host, headers, protocol }: FastifyRequest,
  { PUBLIC_URL, certificate, TLS_PORT }: Config,
): string {
  if (PUBLIC_URL !== undefined) return new URL(PUBLIC_URL).origin;
  if (certificate?.hostName !== undefined)
    return new URL(`https://${certificate.hostName}:${TLS_PORT}`).origin;
  const isByTls = headers['x-forwarded-proto'] === 'https';
  return `${isByTls ? 'https' : protocol}://${host}`;
}

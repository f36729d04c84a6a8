import type { Config } from '../config.ts';
import { turnUrls } from './turnUrls.ts';

/** Of the TURN server, what the browsers are told. `hosts` are those of the media. */
export function turnOptions(config: Config, secret: string, hosts: readonly string[]) {
  const bundled = () =>
    turnUrls({
      hosts: config.TURN_HOST ? [config.TURN_HOST] : hosts,
      port: config.TURN_PORT,
      tls: tlsOf(config),
    });
  return {
    secret,
    /** As they are now: the name in a certificate may come with it later. */
    get urls() {
      return config.TURN_URLS.length > 0 ? config.TURN_URLS : bundled();
    },
    lifetime: config.TURN_CREDENTIAL_SECONDS * 1000,
    relaysToAll: config.TURN_PUBLIC_PEERS,
  };
}

/** The one port with HTTPS, or one of its own. */
function tlsOf({ certificate, TURN_HOST, TLS_PORT, TURN_TLS_CERT, TURN_TLS_PORT }: Config) {
  if (certificate) return { port: TLS_PORT, host: TURN_HOST ?? certificate.hostName };
  return TURN_TLS_CERT === undefined ? undefined : { port: TURN_TLS_PORT, host: TURN_HOST };
}

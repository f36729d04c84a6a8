/** Where the page of a Parley is. */
export interface ServicePlace {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Behind the proxy that people come by. */
  readonly isInner: boolean;
}

/** @throws {TypeError} When it is no address of a page. */
export function servicePlace(text: string, { isInner = false } = {}): ServicePlace {
  const url = new URL(/^https?:\/\//.test(text) ? text : `https://${text}`);
  const isSecure = url.protocol === 'https:';
  return {
    url,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isSecure ? 443 : 80)),
    isSecure,
    isInner,
  };
}

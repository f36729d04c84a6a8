// Whose service this is, as the page was told by its server.

interface Brand {
  readonly name: string;
  /** Where the host's own logo is. */
  readonly logo: string | undefined;
  /** Whether rooms are entered by tokens only. */
  readonly byToken: boolean;
}

const meta = (name: string): string | undefined =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;

export const brand = (): Brand => ({
  name: meta('application-name') ?? 'Parley',
  logo: meta('parley-logo'),
  byToken: meta('parley-auth') === 'token',
});

// The server's configuration.
import { Ajv } from 'ajv';
import type { Static } from 'typebox';
import { AwaitedCertificate, readCertificate, type Certificate } from './certificate.ts';
import { proxiesIn, type Proxies } from './carriers/TrustedProxies.ts';
import type { S3Options } from './recordings/S3Store.ts';
import { settingProblem } from './settings/settingProblem.ts';
import { settings } from './settings/settings.ts';
import { StartError } from './StartError.ts';
import { ownTheme, readTheme, type Theme } from './theme.ts';

/** The settings, with what stands in the files that they name. */
export type Config = Readonly<
  Static<typeof settings> & {
    certificate: Certificate | undefined;
    proxies: Proxies;
    theme: Theme;
    /** Undefined: recordings stay on the disk. */
    s3: S3Options | undefined;
  }
>;

/**
 * The configuration in an environment; empty variables count as unset.
 * @throws {StartError}
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const config: Record<string, unknown> = {};
  const ajv = new Ajv({ coerceTypes: true });
  ajv.addVocabulary(['possible', 'secret']);
  for (const [name, schema] of Object.entries(settings.properties)) {
    const text = env[name];
    if (text === undefined || text === '') {
      if ('default' in schema) config[name] = schema.default;
      continue;
    }
    // Ajv coerces the member of an object, not a bare value.
    const holder: { value: unknown } = {
      value: 'type' in schema && schema.type === 'array' ? jsonOf(text) : text,
    };
    const check = ajv.compile({ type: 'object', properties: { value: schema } });
    if (check(holder)) config[name] = holder.value;
    else {
      const where = check.errors?.[0]?.instancePath.replace(/^\/value/, '');
      problems.push(settingProblem(name, schema, text, where));
    }
  }
  const values = config as Partial<Static<typeof settings>>;
  if (values.TLS_CERT !== undefined && !env['HOST']) config['HOST'] = '127.0.0.1';
  config['certificate'] = certificateOf(values, problems);
  config['proxies'] = proxiesOf(values, problems);
  config['theme'] = themeOf(values, problems);
  config['s3'] = s3Of(values, problems);
  tellUselessTokens(values, problems);
  if (problems.length > 0) throw new StartError(problems);
  return Object.freeze(config) as Config;
}

function certificateOf(
  values: Partial<Static<typeof settings>>,
  problems: string[],
): Certificate | undefined {
  const { TLS_CERT: cert, TLS_KEY: key, HTTPS_UPSTREAM: upstream } = values;
  if (cert === undefined && key === undefined && upstream === undefined) return undefined;
  const mistake = (text: string) => void problems.push(`TLS_CERT and TLS_KEY: ${text}`);
  if (values.TURN_BUNDLED === false) {
    mistake('it is the bundled TURN server that serves TLS. Set TURN_BUNDLED=true, or put a proxy in front.');
  }
  if (values.TURN_TLS_CERT !== undefined) mistake('they are for TURN as well. Leave TURN_TLS_CERT unset.');
  if (values.PORT === 0) mistake('PORT has to be set: it is where HTTPS is passed on to.');
  if (cert === undefined || key === undefined) {
    mistake(
      upstream === undefined
        ? 'both of them are needed.'
        : 'with HTTPS_UPSTREAM both of them are needed, for TURN over TLS on the same port.',
    );
    return undefined;
  }
  if (upstream !== undefined) return new AwaitedCertificate({ cert });
  try {
    return readCertificate({ cert, key });
  } catch (error) {
    mistake((error as Error).message);
    return undefined;
  }
}

function proxiesOf(
  { TRUST_PROXY: text = 'false', TLS_CERT: cert, HTTPS_UPSTREAM: upstream }: Partial<Static<typeof settings>>,
  problems: string[],
): Proxies {
  const { proxies, mistakes } = proxiesIn(text);
  problems.push(...mistakes.map((mistake) => `TRUST_PROXY: ${mistake}`));
  // What comes by the port of TLS comes from this machine as well, with whatever its sender writes into the header.
  if (cert !== undefined && upstream === undefined && proxies.includesThisMachine) {
    problems.push(
      'TRUST_PROXY: with TLS_CERT nobody on this machine is to be trusted. Name the proxy, or none.',
    );
  }
  return proxies;
}

function themeOf({ THEME }: Partial<Static<typeof settings>>, problems: string[]): Theme {
  try {
    return THEME === undefined ? ownTheme : readTheme(THEME);
  } catch (error) {
    problems.push(`THEME: ${(error as Error).message}`);
    return ownTheme;
  }
}

function s3Of(values: Partial<Static<typeof settings>>, problems: string[]): S3Options | undefined {
  const {
    S3_BUCKET: bucket,
    S3_PREFIX: folder = '',
    S3_ACCESS_KEY_ID: id,
    S3_SECRET_ACCESS_KEY: secret,
  } = values;
  if ((id === undefined) !== (secret === undefined)) {
    problems.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: both of them are needed, or none.');
  }
  if (bucket === undefined) {
    const useless = Object.keys(values).filter((name) => name.startsWith('S3_') && name !== 'S3_PATH_STYLE');
    if (useless.length > 0) problems.push(`S3_BUCKET: ${useless.join(', ')} mean nothing without it.`);
    return undefined;
  }
  return {
    bucket,
    endpoint: values.S3_ENDPOINT,
    region: values.S3_REGION ?? 'us-east-1',
    credentials:
      id === undefined || secret === undefined ? undefined : { accessKeyId: id, secretAccessKey: secret },
    prefix: folder === '' || folder.endsWith('/') ? folder : `${folder}/`,
    pathStyle: values.S3_PATH_STYLE ?? false,
  };
}

/** Somebody who sets these means that tokens are asked for. */
function tellUselessTokens(values: Partial<Static<typeof settings>>, problems: string[]): void {
  if (values.AUTH !== 'open') return;
  const useless = Object.keys(values).filter((name) => name.startsWith('TOKEN_'));
  if (useless.length > 0) problems.push(`AUTH: ${useless.join(', ')} mean nothing without AUTH=token.`);
}

/** Null fits no schema of a list. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

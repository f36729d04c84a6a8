// The keys of this server: those of the configuration, or those that the first start made.
import { joinTokenKeys } from '../auth/joinTokenKeys.ts';
import { JwtJoinTokens } from '../auth/JwtJoinTokens.ts';
import { storedSecret } from '../auth/storedSecret.ts';
import type { Clock, Log } from '../call/ports.ts';
import type { Config } from '../config.ts';

/** Files of the data folder. */
type SecretName = 'secret' | 'turn-secret' | 'admin-key' | 'api-key' | 'token-secret';

export function kept(config: Config, name: SecretName, log: Log): string {
  const { secret, path, created } = storedSecret(config.DATA_DIR, name);
  if (created) log.info({ path }, 'made a secret');
  return secret;
}

export function turnSecret(config: Config, log: Log): string | undefined {
  if (config.TURN_SECRET !== undefined || !config.TURN_BUNDLED) return config.TURN_SECRET;
  return kept(config, 'turn-secret', log);
}

/** By the secret, unless they come from another service alone. */
export function joinTokensOf(config: Config, { clock, log }: { clock: Clock; log: Log }): JwtJoinTokens {
  const { TOKEN_JWKS_URL: source, TOKEN_AUDIENCE: audience, TOKEN_ISSUER: issuer } = config;
  return new JwtJoinTokens({
    secret: config.TOKEN_SECRET ?? (source === undefined ? kept(config, 'token-secret', log) : undefined),
    keys: source === undefined ? undefined : joinTokenKeys({ source, clock, log }),
    audience,
    issuer,
    clock,
  });
}

// Parley's server: configuration, application, listening, and an orderly end.
import { fileURLToPath } from 'node:url';
import { buildApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';

const clientDir = fileURLToPath(new URL('../../client/dist', import.meta.url));

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = await buildApp({ config, clientDir });

  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(1); // Asked twice: at once.
      closing = true;
      app.log.info({ signal }, 'closing');
      void app.close().then(() => process.exit(0));
    });
  }

  await app.listen({ host: config.HOST, port: config.PORT });
}

try {
  await main();
} catch (error) {
  // The operator's mistakes are told in words; anything else is ours, with its stack.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

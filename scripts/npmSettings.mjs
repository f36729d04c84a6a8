import { ROOT } from './entry.mjs';
import { run } from './run.mjs';

/** What npm may have to know of where a machine has its packages from. */
const NPM_SETTINGS = ['registry', 'proxy', 'https-proxy', 'noproxy'];

/** Those that are set, as lines of an `.npmrc`. */
export async function npmSettings() {
  const { output } = await run('npm', ['config', 'get', ...NPM_SETTINGS], { cwd: ROOT });
  return output.split('\n').filter((line) => {
    const [name = '', value = ''] = line.split('=', 2);
    return NPM_SETTINGS.includes(name) && !['', 'null'].includes(value);
  });
}

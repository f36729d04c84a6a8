// npm run doctor: whether calls will work, and what to do where they will not.
import { examine } from './examine.ts';
import { helpText, OptionError, readOptions } from './options.ts';
import { textOf } from './report.ts';

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(helpText);
    return 0;
  }
  const report = await examine(options, process.env);
  console.log(options.json ? JSON.stringify(report, undefined, 2) : textOf(report));
  return report.ok ? 0 : 1;
}

try {
  // Sockets of servers that answer no more would hold the process for a while.
  process.exit(await main());
} catch (error) {
  console.error(error instanceof OptionError ? error.message : error);
  process.exit(2);
}

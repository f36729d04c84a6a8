import { parseArgs } from 'node:util';

export interface Options {
  /** Where a service is to be looked at from outside; undefined: the one of this machine's settings. */
  readonly url: string | undefined;
  /** Where the page of this machine's Parley is, if its settings do not tell. */
  readonly service: string | undefined;
  /** A file of settings beside the environment, as the server takes it. */
  readonly settings: string | undefined;
  /** A STUN server, asked for this machine's outer address. */
  readonly stun: { readonly host: string; readonly port: number } | undefined;
  readonly json: boolean;
}

/** The person asked for something that cannot be: told in words, without a stack. */
export class OptionError extends Error {}

export const helpText = `npm run doctor -- [options]

Looks at whether calls will work, and says what to do where they will not. The exit code is 1 if anything failed.

  --url URL        look from outside at the service at URL, such as https://meet.example
  --service URL    where this machine's Parley answers, such as http://parley:3000 in a container beside it
  --settings FILE  a file of settings beside the environment; npm run doctor takes .env
  --stun HOST:PORT ask this STUN server for the outer address, and compare; none is asked otherwise
  --json           print one JSON object, as docs/doctor.md has it
  --help           print this
`;

/** Undefined: help is wanted. @throws {OptionError} */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  if (values.url !== undefined && values.service !== undefined) {
    throw new OptionError('--url looks from outside, and --service from beside: give one of them.');
  }
  return {
    url: values.url === undefined ? undefined : pageOf('--url', values.url),
    service: values.service === undefined ? undefined : pageOf('--service', values.service),
    settings: values.settings,
    stun: values.stun === undefined ? undefined : stunOf(values.stun),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        service: { type: 'string' },
        settings: { type: 'string' },
        stun: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new OptionError((error as Error).message, { cause: error });
  }
}

function pageOf(option: string, text: string): string {
  const withScheme = /^https?:\/\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) throw new OptionError(`${option} ${text} is no address of a page.`);
  return withScheme;
}

function stunOf(text: string): { host: string; port: number } {
  const {
    v6,
    name,
    port = '3478',
  } = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^:]+))(?::(?<port>\d+))?$/.exec(text.replace(/^stun:/, ''))?.groups ??
  {};
  const host = v6 ?? name;
  if (host === undefined) throw new OptionError(`--stun ${text} is not HOST:PORT.`);
  return { host, port: Number(port) };
}

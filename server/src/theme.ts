// A host's own name, logo and colours, from one file.
import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { Type, type Static } from 'typebox';

/** Those of client/src/ui/tokens.css that a host may replace. */
const colourNames = [
  'stage',
  'surface',
  'raised',
  'raised-hover',
  'line',
  'line-strong',
  'text',
  'quiet',
  'accent',
  'accent-hover',
  'on-accent',
  'speaking',
  'warning',
  'danger',
  'danger-hover',
  'on-danger',
  'danger-text',
  'danger-ground',
  'focus',
] as const;

const Colour = Type.String({ pattern: '^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$' });
const strict = { additionalProperties: false };
const ThemeFile = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: '^[^<>"&\\p{C}]+$' })),
    logo: Type.Optional(Type.String({ pattern: '\\.(svg|png|webp)$' })),
    colours: Type.Optional(
      Type.Partial(
        Type.Object(
          Object.fromEntries(
            colourNames.map((name) => [
              name,
              Type.Union([Colour, Type.Object({ light: Colour, dark: Colour }, strict)]),
            ]),
          ),
          strict,
        ),
        strict,
      ),
    ),
  },
  strict,
);

type ThemeFile = Static<typeof ThemeFile>;
type Colours = NonNullable<ThemeFile['colours']>;
type Look = 'light' | 'dark';

export interface Theme {
  readonly name: string;
  /** The file, and the address at which the page finds it. */
  readonly logo: { readonly file: string; readonly address: string } | undefined;
  /** What the page stands on, as hexadecimal numbers: for what is drawn around it. */
  readonly ground: Readonly<Record<Look, string>>;
  /** A style sheet, or nothing where the colours are Parley's. */
  readonly styles: string | undefined;
}

/** As in client/src/ui/tokens.css. */
export const ownTheme: Theme = {
  name: 'Parley',
  logo: undefined,
  ground: { dark: '#0e1013', light: '#eef0f3' },
  styles: undefined,
};

/** @throws {Error} When the file is none, or something in it is wrong: every problem, one a line. */
export function readTheme(path: string): Theme {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({ allErrors: true });
  const check = ajv.compile<ThemeFile>(ThemeFile);
  if (!check(content)) {
    const problems = (check.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath || '/'} ${message}`,
    );
    throw new Error([...new Set(problems)].join('; '));
  }
  const { name = ownTheme.name, logo, colours } = content;
  const file = logo === undefined ? undefined : resolve(dirname(path), logo);
  if (file !== undefined && !existsSync(file)) throw new Error(`/logo ${file} does not exist`);
  return {
    name,
    logo: file === undefined ? undefined : { file, address: `/theme/logo${extname(file)}` },
    ground: {
      dark: colourOf(colours?.stage, 'dark') ?? ownTheme.ground.dark,
      light: colourOf(colours?.stage, 'light') ?? ownTheme.ground.light,
    },
    styles: colours && themeStyles(colours),
  };
}

/** With more weight than the page's own, and for whoever chose one of the two looks as well. */
function themeStyles(colours: Colours): string {
  const light = declarations(colours, 'light');
  return [
    `html:root { ${declarations(colours, 'dark')} }`,
    `@media (prefers-color-scheme: light) { html:root { ${light} } }`,
    `html:root[data-appearance='dark'] { ${declarations(colours, 'dark')} }`,
    `html:root[data-appearance='light'] { ${light} }`,
    '',
  ].join('\n');
}

function declarations(colours: Colours, look: Look): string {
  return Object.entries(colours)
    .flatMap(([name, colour]) => {
      const value = colourOf(colour, look);
      return value === undefined ? [] : `--${name}: ${value};`;
    })
    .join(' ');
}

function colourOf(colour: Colours[string], look: Look): string | undefined {
  return typeof colour === 'object' ? colour[look] : colour;
}

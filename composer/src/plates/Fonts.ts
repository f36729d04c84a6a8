import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** A family that comes in files of some characters each. Of several the first one that has a character draws it. */
const families = [
  // `stroke`: what makes it as bold as it should be, of the size: these fonts are variable, and fontkit 2.0.4 draws those of
  // WOFF2 as light as their default.
  { packageName: '@fontsource-variable/inter', prefix: 'inter', stroke: 0.022 },
  { packageName: '@fontsource-variable/noto-sans-sc', prefix: 'noto-sans-sc', stroke: 0.055 },
];

/** A file of a font, read when a character of it is drawn. */
class Face {
  readonly stroke: number;
  readonly #path: string;
  readonly #ranges: readonly (readonly [number, number])[];
  /** Null: it cannot be read. */
  #font: Font | null | undefined;

  /** @param ranges As in CSS: `U+0000-00FF,U+0131`. */
  constructor(path: string, ranges: string, stroke: number) {
    this.#path = path;
    this.stroke = stroke;
    this.#ranges = ranges.split(',').map((range) => {
      const [from = '', to = from] = range.trim().slice(2).split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    });
  }

  has(codePoint: number): boolean {
    return (
      this.#ranges.some(([from, to]) => from <= codePoint && codePoint <= to) &&
      (this.font?.hasGlyphForCodePoint(codePoint) ?? false)
    );
  }

  get font(): Font | undefined {
    if (this.#font === undefined) this.#font = read(this.#path);
    return this.#font ?? undefined;
  }
}

function read(path: string): Font | null {
  try {
    return create(readFileSync(path)) as Font;
  } catch {
    return null;
  }
}

/** The fonts of a film, by characters. */
export class Fonts {
  readonly #faces: readonly Face[];

  constructor() {
    const { resolve } = createRequire(import.meta.url);
    this.#faces = families.flatMap(({ packageName, prefix, stroke }) => {
      const ranges = JSON.parse(readFileSync(resolve(`${packageName}/unicode.json`), 'utf8')) as Record<
        string,
        string
      >;
      // Its parts have names, as "latin", or numbers, as "[4]".
      return Object.entries(ranges)
        .toReversed()
        .map(([part, characters]) => {
          const file = `${prefix}-${part.replaceAll(/[[\]]/g, '')}-wght-normal.woff2`;
          return new Face(resolve(`${packageName}/files/${file}`), characters, stroke);
        });
    });
  }

  /** Which one draws a character. Undefined: none does. */
  faceFor(codePoint: number): Face | undefined {
    return this.#faces.find((face) => face.has(codePoint));
  }
}

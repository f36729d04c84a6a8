import type { Fonts } from './Fonts.ts';

/** A text as shapes, drawn from its left end on the line that letters stand on. */
export interface Drawn {
  /** In pixels. */
  readonly width: number;
  /** Elements of SVG, in the colour of what they stand in. */
  readonly svg: string;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** More than that nobody reads. */
const MOST = 200;
/** Texts that are kept as shapes: those of some films. */
const MOST_KEPT = 500;
const ELLIPSIS = '…';
/** Of the size. */
const SPACE = 0.28;
const BOX = { width: 0.62, height: 0.7, stroke: 0.05 };

/** A part of a text in one font; without one: characters that no font has, which are boxes. */
interface Run {
  readonly face: ReturnType<Fonts['faceFor']>;
  text: string;
}

/** Draws texts: of any length, in any script. What no font has is a box. */
export class Lettering {
  readonly #fonts: Fonts;
  readonly #drawn = new Map<string, Drawn>();

  constructor(fonts: Fonts) {
    this.#fonts = fonts;
  }

  /**
   * @param size Of the font, in pixels.
   * @param room What it may be wide; longer texts end in an ellipsis.
   */
  draw(text: string, size: number, room = Infinity): Drawn {
    const key = JSON.stringify([text, size, room]);
    const drawn = this.#drawn.get(key) ?? this.#fitted(text, size, room);
    if (this.#drawn.size >= MOST_KEPT) this.#drawn.clear();
    this.#drawn.set(key, drawn);
    return drawn;
  }

  #fitted(text: string, size: number, room: number): Drawn {
    const clean = text
      .slice(0, 8 * MOST)
      .normalize('NFC')
      .replaceAll(/\s+/gu, ' ')
      .trim();
    const letters = [...graphemes.segment(clean)].slice(0, MOST).map(({ segment }) => segment);
    const whole = this.#line(letters, size);
    if (whole.width <= room) return whole;
    let [fits, tooMany] = [0, letters.length];
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >> 1;
      if (this.#line([...letters.slice(0, middle), ELLIPSIS], size).width <= room) fits = middle;
      else tooMany = middle;
    }
    return this.#line([...letters.slice(0, fits), ELLIPSIS], size);
  }

  #line(letters: readonly string[], size: number): Drawn {
    let width = 0;
    let svg = '';
    for (const run of this.#runs(letters)) {
      const drawn = this.#drawRun(run, size);
      svg += `<g transform="translate(${width.toFixed(2)} 0)">${drawn.svg}</g>`;
      width += drawn.width;
    }
    return { width, svg };
  }

  #runs(letters: readonly string[]): Run[] {
    const runs: Run[] = [];
    for (const letter of letters) {
      const face = this.#fonts.faceFor(letter.codePointAt(0) ?? 0);
      const last = runs.at(-1);
      // A mark that the font has not is left out: its letter is not.
      const kept = Array.from(letter)
        .filter((char, n) => n === 0 || face?.has(char.codePointAt(0) ?? 0))
        .join('');
      if (last && last.face === face) last.text += kept;
      else runs.push({ face, text: kept });
    }
    return runs;
  }

  #drawRun({ face, text }: Run, size: number): Drawn {
    const font = face?.font;
    if (!face || !font) return boxes(text, size);
    try {
      const { glyphs, positions } = font.layout(text);
      const scale = size / font.unitsPerEm;
      let x = 0;
      const paths = glyphs.map((glyph, n) => {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[n] ?? {};
        const at = `${(x + xOffset).toFixed(1)} ${yOffset.toFixed(1)}`;
        x += xAdvance;
        return `<path transform="translate(${at})" d="${glyph.path.toSVG()}"/>`;
      });
      const stroke = `stroke="currentColor" stroke-linejoin="round" stroke-width="${face.stroke * font.unitsPerEm}"`;
      return {
        width: x * scale,
        svg: `<g transform="scale(${scale} ${-scale})" fill="currentColor" ${stroke}>${paths.join('')}</g>`,
      };
    } catch {
      // Fonts have tables that their reader does not know: a name is no reason to have no film.
      return boxes(text, size);
    }
  }
}

function boxes(text: string, size: number): Drawn {
  let width = 0;
  let svg = '';
  for (const char of text) {
    if (/\s/u.test(char)) width += SPACE * size;
    // What is not seen anyway: marks, joiners, controls.
    if (/[\p{M}\p{C}\p{Z}]/u.test(char)) continue;
    const [x, y] = [width + BOX.stroke * size, -BOX.height * size];
    const [across, down] = [(BOX.width - 2 * BOX.stroke) * size, BOX.height * size];
    svg += `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${across.toFixed(1)}" height="${down.toFixed(1)}" rx="${(BOX.stroke * 2 * size).toFixed(1)}" fill="none" stroke="currentColor" stroke-width="${(BOX.stroke * size).toFixed(1)}"/>`;
    width += BOX.width * size;
  }
  return { width, svg };
}

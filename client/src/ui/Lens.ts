import { panned, whole, zoomed, type Zoom } from '../layout/zoom.ts';
import { watchZoomGestures } from './zoomGestures.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** By one press of a key or a button. */
const STEP = 1.5;
const PAN = 80;

/** Looks closely at a picture in a frame: by wheel, fingers and keys. It moves the element itself, and renders nothing. */
export class Lens {
  readonly #frame: HTMLElement;
  readonly #picture: HTMLElement;
  readonly #scaled: (scale: number) => void;
  readonly #stop = new AbortController();
  #zoom = whole;

  /** @param scaled Is told how much larger than whole the picture is shown, each time that this changes. */
  constructor(frame: HTMLElement, picture: HTMLElement, scaled: (scale: number) => void) {
    this.#scaled = scaled;
    this.#frame = frame;
    this.#picture = picture;
    const stopGestures = watchZoomGestures(frame, {
      zoom: (factor, at) => this.#scale(factor, at),
      pan: (x, y) => this.#pan(x, y),
      toggle: (at) => (this.#zoom.scale > 1 ? this.reset() : this.#scale(STEP * STEP, at)),
    });
    this.#stop.signal.addEventListener('abort', stopGestures);
    const { signal } = this.#stop;
    frame.addEventListener('keydown', (event) => this.#onKey(event), { signal });
  }

  larger(): void {
    this.#scale(STEP);
  }

  smaller(): void {
    this.#scale(1 / STEP);
  }

  reset(): void {
    this.#set(whole);
  }

  close(): void {
    this.reset();
    this.#stop.abort();
  }

  get #size() {
    return { width: this.#frame.clientWidth, height: this.#frame.clientHeight };
  }

  #scale(factor: number, at?: Point): void {
    this.#set(zoomed(this.#zoom, factor, { frame: this.#size, ...(at && { at }) }));
  }

  #pan(x: number, y: number): void {
    this.#set(panned(this.#zoom, { x, y }, this.#size));
  }

  #set(zoom: Zoom): void {
    const { scale, x, y } = zoom;
    const isScaled = scale !== this.#zoom.scale;
    this.#zoom = zoom;
    if (isScaled) this.#scaled(scale);
    this.#picture.style.transform = scale === 1 ? '' : `translate(${x}px, ${y}px) scale(${scale})`;
    this.#frame.dataset.zoomed = String(scale > 1);
  }

  #onKey(event: KeyboardEvent): void {
    const actions: Record<string, () => void> = {
      '+': () => this.larger(),
      '=': () => this.larger(),
      '-': () => this.smaller(),
      '0': () => this.reset(),
      ArrowLeft: () => this.#pan(PAN, 0),
      ArrowRight: () => this.#pan(-PAN, 0),
      ArrowUp: () => this.#pan(0, PAN),
      ArrowDown: () => this.#pan(0, -PAN),
    };
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    action();
    event.preventDefault();
  }
}

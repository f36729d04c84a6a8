import type { KeptPlace, PlaceMemory } from '../PlaceMemory.ts';

/** What a browser keeps of a place, with what happened to it. */
export class FakePlace implements PlaceMemory {
  kept: KeptPlace | undefined;
  banned: string | undefined;
  /** Another tab has the place. */
  taken = false;

  constructor(kept?: KeptPlace) {
    this.kept = kept;
  }

  token(): string | undefined {
    return this.banned ?? (this.taken ? undefined : this.kept?.token);
  }
  keep(place: KeptPlace): void {
    this.kept = place;
  }
  letGo(): void {}
  forget(): void {
    this.kept = undefined;
  }
  ban(): void {
    this.banned = this.kept?.token;
    this.kept = undefined;
  }
}

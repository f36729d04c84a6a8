// How closely one looks at which tile, in steps that are worth another picture.
import { useCallback, useState } from 'react';

export type Zooms = ReadonlyMap<string, number>;

const none: Zooms = new Map();

/** Powers of two, since a picture's next size is twice as large: nothing is rendered at each turn of a wheel. */
export function useZooms(): [Zooms, (tileKey: string, scale: number) => void] {
  const [zooms, setZooms] = useState(none);
  const zoomed = useCallback((tileKey: string, scale: number) => {
    const step = 2 ** Math.ceil(Math.log2(scale));
    setZooms((now) => ((now.get(tileKey) ?? 1) === step ? now : new Map([...now, [tileKey, step]])));
  }, []);
  return [zooms, zoomed];
}

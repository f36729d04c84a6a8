// A part of the page whose code comes after the rest: when it is first shown, or ahead of that.
import { useEffect, type ComponentType, type ReactNode } from 'react';
import { WatchedValue } from '../call/WatchedValue.ts';
import { useStore } from './useStore.ts';

type Part<Props> = ComponentType<Props> | 'coming' | 'missing' | undefined;

interface LaterProps<Props> {
  readonly props: Props;
  /** Shown until the code is there, and where it cannot be had. */
  readonly coming: ReactNode;
  readonly missing: ReactNode;
}

export interface Later<Props> {
  /** Once it has come it is shown at once, without a moment of anything else. */
  readonly Show: ComponentType<LaterProps<Props>>;
  /** Brings the code. Where it could not be had, it is asked for anew. */
  readonly preload: () => void;
}

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  const part = new WatchedValue<{ readonly now: Part<Props> }>({ now: undefined });
  const preload = (): void => {
    if (part.get().now !== undefined && part.get().now !== 'missing') return;
    part.set({ now: 'coming' });
    load().then(
      (component) => part.set({ now: component }),
      () => part.set({ now: 'missing' }),
    );
  };
  function Show({ props, coming, missing }: LaterProps<Props>): ReactNode {
    const { now: Component } = useStore(part);
    useEffect(preload, []);
    if (Component === 'missing') return missing;
    if (Component === undefined || Component === 'coming') return coming;
    return <Component {...props} />;
  }
  return { Show, preload };
}

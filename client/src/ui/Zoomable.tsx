// A picture that one can look at closely, with buttons for it; while one of them has the focus, keys do the same.
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useMessages } from '../messages/useMessages.ts';
import { IconButton } from './IconButton.tsx';
import { Lens } from './Lens.ts';
import styles from './Zoomable.module.css';

interface ZoomableProps {
  /** Otherwise it is shown whole. */
  readonly enabled: boolean;
  /** How much larger than whole it is shown. The same function for as long as it is there. */
  readonly scaled: (scale: number) => void;
  readonly children: ReactNode;
}

export function Zoomable({ enabled, scaled, children }: ZoomableProps) {
  const words = useMessages().stage.screen;
  const frame = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const lens = useRef<Lens>(null);
  useEffect(() => {
    if (!enabled || !frame.current || !picture.current) return undefined;
    const made = new Lens(frame.current, picture.current, scaled);
    lens.current = made;
    return () => made.close();
  }, [enabled, scaled]);

  return (
    <div ref={frame} className={styles.frame} data-zoomable={enabled}>
      <div ref={picture} className={styles.picture}>
        {children}
      </div>
      {enabled && (
        <div className={styles.tools}>
          <IconButton
            icon={ZoomIn}
            label={words.larger}
            shortcut="+"
            onClick={() => lens.current?.larger()}
          />
          <IconButton
            icon={ZoomOut}
            label={words.smaller}
            shortcut="-"
            onClick={() => lens.current?.smaller()}
          />
          <IconButton
            icon={Maximize2}
            label={words.whole}
            shortcut="0"
            className={styles.reset}
            onClick={() => lens.current?.reset()}
          />
        </div>
      )}
    </div>
  );
}

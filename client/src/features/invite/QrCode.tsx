// A text as a QR code. What draws it is loaded when it is first wanted.
import { useEffect, useState } from 'react';
import styles from './InviteDialog.module.css';
import type { QrPath } from './qrPath.ts';

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const [code, setCode] = useState<QrPath>();
  useEffect(() => {
    let isOver = false;
    import('./qrPath.ts').then(
      ({ qrPath }) => isOver || setCode(qrPath(text)),
      // The link stands below it.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [text]);
  const size = code?.size ?? 1;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> would need an address for it
    <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={code?.path} shapeRendering="crispEdges" />
    </svg>
  );
}

// A page with one thing to say and the ways on.
import type { ReactNode } from 'react';
import { useFocusOnMount } from '../react/useFocusOnMount.ts';
import { Brand } from './Brand.tsx';
import styles from './PlainPage.module.css';

interface PlainPageProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

export function PlainPage({ title, text, children }: PlainPageProps) {
  const heading = useFocusOnMount<HTMLHeadingElement>();
  return (
    <main className={styles.page}>
      <header>
        <Brand />
      </header>
      <div className={styles.body}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        <p className={styles.text}>{text}</p>
        <div className={styles.ways}>{children}</div>
      </div>
    </main>
  );
}

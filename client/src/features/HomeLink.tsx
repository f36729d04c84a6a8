// The way to the first page.
import type { ReactNode } from 'react';
import { PageLink } from './PageLink.tsx';
import styles from './HomeLink.module.css';

export function HomeLink({ children }: { readonly children: ReactNode }) {
  return (
    <PageLink to="/" className={styles.link}>
      {children}
    </PageLink>
  );
}

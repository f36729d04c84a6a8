// The way to the first page, without loading anything again.
import type { ReactNode } from 'react';
import { navigate } from '../routing/address.ts';
import styles from './HomeLink.module.css';

export function HomeLink({ children }: { readonly children: ReactNode }) {
  return (
    <a
      href="/"
      className={styles.link}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigate('/');
      }}
    >
      {children}
    </a>
  );
}

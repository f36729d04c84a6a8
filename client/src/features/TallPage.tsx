// A page that is read from top to bottom, under the service's name, which leads to the first page.
import type { ReactNode } from 'react';
import { brand } from '../brand.ts';
import { Brand } from '../ui/Brand.tsx';
import { HomeLink } from './HomeLink.tsx';
import styles from './TallPage.module.css';

interface TallPageProps {
  readonly title: string;
  /** How wide it gets on a large screen. */
  readonly width: 'text' | 'list' | 'figures';
  readonly children: ReactNode;
}

export function TallPage({ title, width, children }: TallPageProps) {
  return (
    <main className={styles.page} data-width={width}>
      <title>{`${title} · ${brand().name}`}</title>
      <header className={styles.header}>
        <HomeLink>
          <Brand />
        </HomeLink>
      </header>
      {children}
    </main>
  );
}

/** What has just been done. It is there while it is empty, too, for what is said later to be read aloud. */
export function News({ text }: { readonly text: string | undefined }) {
  return <output className={styles.news}>{text}</output>;
}

// To the other people, where not all of them fit on the stage.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMessages } from '../../messages/useMessages.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './Pager.module.css';

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly turnTo: (page: number) => void;
}

export function Pager({ page, pages, turnTo }: PagerProps) {
  const words = useMessages().room.pages;
  return (
    <nav className={styles.pager} aria-label={words.label}>
      <IconButton
        icon={ChevronLeft}
        label={words.previous}
        look="bare"
        disabled={page === 0}
        onClick={() => turnTo(page - 1)}
      />
      <span className={styles.place} aria-live="polite">
        <span className="visually-hidden">{words.place(page + 1, pages)}</span>
        <span aria-hidden>
          {page + 1} / {pages}
        </span>
      </span>
      <IconButton
        icon={ChevronRight}
        label={words.next}
        look="bare"
        disabled={page === pages - 1}
        onClick={() => turnTo(page + 1)}
      />
    </nav>
  );
}

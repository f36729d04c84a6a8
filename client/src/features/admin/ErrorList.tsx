// The last warnings and errors of the log, the newest first.
import type { LoggedError } from '@parley/protocol';
import section from './Section.module.css';
import styles from './ErrorList.module.css';
import { useAdminWords } from './useAdminWords.ts';

export function ErrorList({ errors }: { readonly errors: readonly LoggedError[] }) {
  const { words, figures } = useAdminWords();
  const title = words.errors.title;
  return (
    <section className={section.section}>
      <h2 className={section.title}>{title}</h2>
      {errors.length === 0 ? (
        <p className={section.quiet}>{words.errors.none}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
        <section className={styles.scroll} aria-label={title} tabIndex={0}>
          <ol className={section.list}>
            {errors.map(({ at, level, message, fields }, index) => (
              // Two may be alike in all that they say.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={`${at}-${errors.length - index}`}>
                <p>
                  <span className={styles.level} data-level={level}>
                    {words.errors.levels[level]}
                  </span>{' '}
                  <time dateTime={new Date(at).toISOString()}>{figures.time(at)}</time>{' '}
                  <span lang="en">{message}</span>
                </p>
                <p className={styles.fields} lang="en">
                  {Object.entries(fields)
                    .map(([name, value]) => `${name}: ${value}`)
                    .join(' · ')}
                </p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </section>
  );
}

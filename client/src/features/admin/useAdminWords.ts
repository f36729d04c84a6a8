// The texts and figures of the operator's page in the language of the page.
import { useMemo } from 'react';
import { admin as en, type AdminMessages } from '../../messages/en/admin.ts';
import { figures as figuresOf } from '../../messages/figures.ts';
import type { LanguageId } from '../../messages/Language.ts';
import { pageLanguage } from '../../messages/pageLanguage.ts';
import { admin as zh } from '../../messages/zh/admin.ts';
import { useStore } from '../../react/useStore.ts';
import type { RecordingsErrorCode } from '../../recordings/RecordingsError.ts';
import { recordingFigures } from '../recordings/recordingFigures.ts';

const catalogues: Readonly<Record<LanguageId, AdminMessages>> = { en, zh };

function adminFigures(locale: string) {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const number = new Intl.NumberFormat(locale);
  const { date, bytes, clock } = recordingFigures(locale);
  return {
    ...figuresOf(locale),
    date,
    bytes,
    /** `12:34`, of milliseconds. */
    clock,
    time: (at: number) => time.format(at),
    count: (count: number) => number.format(count),
  };
}

export type AdminFigures = ReturnType<typeof adminFigures>;

export function useAdminWords(): { words: AdminMessages; figures: AdminFigures } {
  const { spoken, locale } = useStore(pageLanguage);
  const figures = useMemo(() => adminFigures(locale), [locale]);
  return { words: catalogues[spoken], figures };
}

/** Why something was not done, in a sentence. */
export function problemText({ problems }: AdminMessages, code: RecordingsErrorCode): string {
  const texts: Partial<Record<RecordingsErrorCode, string>> = problems;
  return texts[code] ?? problems.internal;
}

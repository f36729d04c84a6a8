// The texts and figures of the page in its language.
import { useMemo } from 'react';
import { check as en, type CheckMessages } from '../../messages/en/check.ts';
import { figures as figuresOf } from '../../messages/figures.ts';
import type { LanguageId } from '../../messages/Language.ts';
import { pageLanguage } from '../../messages/pageLanguage.ts';
import { check as zh } from '../../messages/zh/check.ts';
import { useStore } from '../../react/useStore.ts';

const catalogues: Readonly<Record<LanguageId, CheckMessages>> = { en, zh };

export type CheckFigures = ReturnType<typeof figuresOf>;

export function useCheckWords(): { words: CheckMessages; figures: CheckFigures } {
  const { spoken, locale } = useStore(pageLanguage);
  const figures = useMemo(() => figuresOf(locale), [locale]);
  return { words: catalogues[spoken], figures };
}

// The texts and figures of the page of recordings in the language of the page.
import { useMemo } from 'react';
import { recordings as en, type RecordingsMessages } from '../../messages/en/recordings.ts';
import type { LanguageId } from '../../messages/Language.ts';
import { pageLanguage } from '../../messages/pageLanguage.ts';
import { recordings as zh } from '../../messages/zh/recordings.ts';
import { useStore } from '../../react/useStore.ts';
import { recordingFigures, type RecordingFigures } from './recordingFigures.ts';

const catalogues: Readonly<Record<LanguageId, RecordingsMessages>> = { en, zh };

export function useRecordingsWords(): { words: RecordingsMessages; figures: RecordingFigures } {
  const { spoken, locale } = useStore(pageLanguage);
  const figures = useMemo(() => recordingFigures(locale), [locale]);
  return { words: catalogues[spoken], figures };
}

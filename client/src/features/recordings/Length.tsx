// How long something is: a clock for the eye, words for the ear.
import { useRecordingsWords } from './useRecordingsWords.ts';

/** @param duration Milliseconds. */
export function Length({ duration }: { readonly duration: number }) {
  const { figures } = useRecordingsWords();
  return (
    <>
      <span aria-hidden>{figures.clock(duration)}</span>
      <span className="visually-hidden">{figures.length(duration)}</span>
    </>
  );
}

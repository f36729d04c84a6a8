// Which film is to be made.
import type { FilmFormat, FilmView, FilmWish } from '@parley/protocol';
import { useId, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import styles from './FilmForm.module.css';
import { useRecordingsWords } from './useRecordingsWords.ts';

interface FilmFormProps {
  readonly hint: string;
  readonly make: (wish: FilmWish) => void;
  /** No other film after all. */
  readonly keep: (() => void) | undefined;
}

const views: readonly FilmView[] = ['grid', 'speaker'];
const formats: readonly FilmFormat[] = ['mp4', 'webm'];

export function FilmForm({ hint, make, keep }: FilmFormProps) {
  const { words } = useRecordingsWords();
  const [view, setView] = useState<FilmView>('grid');
  const [format, setFormat] = useState<FilmFormat>('mp4');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        make({ view, format });
      }}
    >
      <p className={styles.hint}>{hint}</p>
      <Choice
        legend={words.film.view}
        choices={views.map((id) => ({ id, label: words.film.views[id] }))}
        chosen={view}
        choose={setView}
      />
      <Choice
        legend={words.film.format}
        choices={formats.map((id) => ({ id, label: words.film.formats[id] }))}
        chosen={format}
        choose={setFormat}
      />
      <div className={styles.ways}>
        <Button type="submit" look={keep ? 'plain' : 'primary'}>
          {words.film.make}
        </Button>
        {keep && (
          <Button look="quiet" onClick={keep}>
            {words.film.keep}
          </Button>
        )}
      </div>
    </form>
  );
}

interface ChoiceProps<Id extends string> {
  readonly legend: string;
  readonly choices: readonly { readonly id: Id; readonly label: string }[];
  readonly chosen: Id;
  readonly choose: (id: Id) => void;
}

function Choice<Id extends string>({ legend, choices, chosen, choose }: ChoiceProps<Id>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map(({ id, label }) => (
        <label key={id} className={styles.option}>
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === chosen}
            onChange={() => choose(id)}
            className={styles.radio}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

// Whether the server takes calls, and the way to stop it without ending one.
import type { NodeState } from '@parley/protocol';
import { useId, useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import ask from '../../ui/Ask.module.css';
import { Dialog } from '../../ui/Dialog.tsx';
import field from '../../ui/Field.module.css';
import styles from './Admin.module.css';
import { useAdminWords } from './useAdminWords.ts';

const MINUTES = 60;

interface DrainControlProps {
  readonly state: NodeState;
  readonly start: (seconds: number) => void;
  readonly cancel: () => void;
}

export function DrainControl({ state, start, cancel }: DrainControlProps) {
  const { words, figures } = useAdminWords();
  const [asks, setAsks] = useState(false);
  const { draining, rooms, missing } = state;
  const text = draining
    ? rooms.length === 0
      ? words.drain.last
      : words.drain.state(words.figures.rooms(rooms.length), figures.time(draining.endsAt))
    : missing.length > 0
      ? words.notReady(missing.join('; '))
      : words.ready;
  return (
    <div className={styles.readiness} data-standing={missing.length > 0 ? 'high' : 'normal'}>
      <output>{text}</output>
      {draining ? (
        <Button onClick={cancel}>{words.drain.cancel}</Button>
      ) : (
        <Button onClick={() => setAsks(true)}>{words.drain.begin}</Button>
      )}
      {asks && <AskDrain start={start} close={() => setAsks(false)} />}
    </div>
  );
}

function AskDrain({ start, close }: Pick<DrainControlProps, 'start'> & { readonly close: () => void }) {
  const { words } = useAdminWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { title, text, minutes, yes, no } = words.drain.ask;
  return (
    <Dialog title={title} close={close}>
      <p className={ask.text}>{text}</p>
      <form
        className={field.field}
        onSubmit={(event) => {
          event.preventDefault();
          const given = input.current?.valueAsNumber ?? Number.NaN;
          close();
          start(60 * (Number.isFinite(given) ? given : MINUTES));
        }}
      >
        <label className={field.label} htmlFor={id}>
          {minutes}
        </label>
        <input
          ref={input}
          id={id}
          className={field.input}
          type="number"
          min={0}
          max={10_080}
          step={1}
          defaultValue={MINUTES}
          required
        />
        <div className={ask.ways}>
          <Button onClick={close}>{no}</Button>
          <Button type="submit" className={ask.yes}>
            {yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

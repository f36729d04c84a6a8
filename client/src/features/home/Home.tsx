// The first page: a new room, or the way to one that has a name or a link.
import { ArrowRight, Plus } from 'lucide-react';
import { useId, useRef, useState, type SubmitEvent } from 'react';
import { brand } from '../../brand.ts';
import type { Messages } from '../../messages/Messages.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { heldRecordings } from '../../recordings/heldRecordings.ts';
import { navigate } from '../../routing/address.ts';
import { checkPath, recordingsPath, roomPath } from '../../routing/route.ts';
import { Brand } from '../../ui/Brand.tsx';
import { Button } from '../../ui/Button.tsx';
import field from '../../ui/Field.module.css';
import { LanguageSelect } from '../LanguageSelect.tsx';
import { PageLink } from '../PageLink.tsx';
import { Cast } from './Cast.tsx';
import { generateRoomName } from './generateRoomName.ts';
import styles from './Home.module.css';
import { parseRoomInput } from './roomInput.ts';

export function Home() {
  const messages = useMessages();
  const words = messages.home;
  const { byToken } = brand();
  const isHolding = useStore(heldRecordings).length > 0;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<keyof Messages['home']['problems']>();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  function create(): void {
    navigate(roomPath(generateRoomName((bytes) => crypto.getRandomValues(bytes))));
  }

  function open(event: SubmitEvent): void {
    event.preventDefault();
    const result = parseRoomInput(text, location.host);
    if ('room' in result && (result.token !== undefined || !byToken)) {
      return navigate(roomPath(result.room) + (result.token === undefined ? '' : `#token=${result.token}`));
    }
    setProblem('room' in result ? 'incomplete' : result.problem);
    input.current?.focus();
  }

  return (
    <main className={styles.home}>
      <title>{brand().name}</title>
      <header className={styles.brand}>
        <Brand />
        {isHolding && (
          <PageLink to={recordingsPath()} className={styles.recordings}>
            {words.recordings}
          </PageLink>
        )}
      </header>
      <div className={styles.start}>
        <h1 className={styles.heading}>{words.heading}</h1>
        <p className={styles.text}>{byToken ? words.byToken.text : words.text}</p>
        {!byToken && (
          <>
            <Button look="primary" className={styles.create} onClick={create}>
              <Plus aria-hidden size={20} />
              {words.create}
            </Button>
            <p className={styles.or}>{words.or}</p>
          </>
        )}
        <form className={field.field} onSubmit={open} noValidate>
          <label className={field.label} htmlFor={id}>
            {byToken ? words.byToken.field : words.field}
          </label>
          <div className={styles.row}>
            <input
              ref={input}
              id={id}
              className={field.input}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setProblem(undefined);
              }}
              placeholder={byToken ? undefined : words.placeholder}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-invalid={problem !== undefined}
              aria-describedby={`${id}-problem`}
            />
            <Button type="submit">
              {words.open}
              <ArrowRight aria-hidden size={18} />
            </Button>
          </div>
          <output id={`${id}-problem`} className={`${field.error} ${styles.problem}`}>
            {problem && words.problems[problem]}
          </output>
        </form>
      </div>
      <Cast />
      <footer className={styles.footer}>
        <div className={styles.language}>
          <LanguageSelect />
        </div>
        <PageLink to={checkPath} className={styles.check}>
          {messages.checkConnection}
        </PageLink>
      </footer>
    </main>
  );
}

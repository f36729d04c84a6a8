// The operator's page: the key first, then the server.
import type { NodeState } from '@parley/protocol';
import { useState } from 'react';
import type { AdminApi } from '../../admin/AdminApi.ts';
import { brand } from '../../brand.ts';
import { keepOperatorsKey, operatorsKey } from '../../recordings/access.ts';
import { Brand } from '../../ui/Brand.tsx';
import { HomeLink } from '../HomeLink.tsx';
import styles from './Admin.module.css';
import { KeyForm } from './KeyForm.tsx';
import { NodeView } from './NodeView.tsx';
import { useAdminWords } from './useAdminWords.ts';

const unknown: readonly NodeState[] = [];

interface AdminProps {
  readonly api: AdminApi;
  /** What is known of the minutes before, the oldest first. */
  readonly past?: readonly NodeState[];
}

export function Admin({ api, past = unknown }: AdminProps) {
  const { words } = useAdminWords();
  const [key, setKey] = useState(operatorsKey);
  const keep = (given: string | undefined): void => {
    keepOperatorsKey(given);
    setKey(given);
  };
  return (
    <main className={styles.page}>
      <title>{`${words.title} · ${brand().name}`}</title>
      <header>
        <HomeLink>
          <Brand />
        </HomeLink>
      </header>
      {key === undefined ? (
        <KeyForm api={api} keep={keep} />
      ) : (
        <NodeView key={key} api={api} past={past} operatorsKey={key} forget={() => keep(undefined)} />
      )}
    </main>
  );
}

// The operator's page: the key first, then the server.
import type { NodeState } from '@parley/protocol';
import { useState } from 'react';
import type { AdminApi } from '../../admin/AdminApi.ts';
import { keepOperatorsKey, operatorsKey } from '../../recordings/access.ts';
import { TallPage } from '../TallPage.tsx';
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
    <TallPage title={words.title} width="figures">
      {key === undefined ? (
        <KeyForm api={api} keep={keep} />
      ) : (
        <NodeView key={key} api={api} past={past} operatorsKey={key} forget={() => keep(undefined)} />
      )}
    </TallPage>
  );
}

// What the TURN server does that comes with Parley.
import type { TurnState } from '@parley/protocol';
import section from './Section.module.css';
import { useAdminWords } from './useAdminWords.ts';

export function TurnFigures({ turn }: { readonly turn: TurnState | undefined }) {
  const { words, figures } = useAdminWords();
  return (
    <section className={section.section}>
      <h2 className={section.title}>{words.turn.title}</h2>
      {turn ? (
        <dl className={section.facts}>
          <dt>{words.turn.allocations}</dt>
          <dd>{figures.count(turn.allocations)}</dd>
          <dt>{words.turn.connections}</dt>
          <dd>{figures.count(turn.connections)}</dd>
          <dt>{words.turn.made}</dt>
          <dd>{figures.count(turn.allocationsMade)}</dd>
          <dt>{words.turn.relayed}</dt>
          <dd>{figures.bytes(turn.bytesToPeers + turn.bytesToClients)}</dd>
        </dl>
      ) : (
        <p className={section.quiet}>{words.turn.none}</p>
      )}
    </section>
  );
}

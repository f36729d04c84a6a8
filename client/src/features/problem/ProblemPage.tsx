// Why this page can make no call, and what to do instead.
import { brand } from '../../brand.ts';
import type { Messages } from '../../messages/Messages.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { navigate } from '../../routing/address.ts';
import { Button } from '../../ui/Button.tsx';
import { PlainPage } from '../../ui/PlainPage.tsx';

interface ProblemPageProps {
  readonly problem: keyof Messages['problems'];
}

export function ProblemPage({ problem }: ProblemPageProps) {
  const messages = useMessages();
  const { title, text } = messages.problems[problem];
  return (
    <PlainPage title={title} text={text}>
      <title>{brand().name}</title>
      {problem === 'insecure_page' && (
        <Button look="primary" onClick={() => location.assign(secureAddress())}>
          {messages.openSecurePage}
        </Button>
      )}
      {problem === 'incomplete_page' && (
        <Button look="primary" onClick={() => location.reload()}>
          {messages.loadAgain}
        </Button>
      )}
      {(problem === 'impossible_room' || problem === 'unknown') && (
        <Button look="primary" onClick={() => navigate('/')}>
          {messages.ended.home}
        </Button>
      )}
    </PlainPage>
  );
}

function secureAddress(): string {
  const url = new URL(location.href);
  url.protocol = 'https:';
  return url.href;
}

// Every screen and state without a server, for looking at them: see scene.ts. Not part of the page that is built.
import '@fontsource-variable/inter/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { Admin } from '../features/admin/Admin.tsx';
import { CallScreen } from '../features/CallPage.tsx';
import { CheckPage } from '../features/check/CheckPage.tsx';
import { Home } from '../features/home/Home.tsx';
import { Recordings } from '../features/recordings/Recordings.tsx';
import { ProblemPage } from '../features/problem/ProblemPage.tsx';
import type { Messages } from '../messages/Messages.ts';
import { startLanguage } from '../messages/pageLanguage.ts';
import { startAppearance } from '../settings/pageSettings.ts';
import { fakeAdmin } from './fakeAdmin.ts';
import { fakeCheck } from './fakeCheck.ts';
import { fakeRecordings } from './fakeRecordings.ts';
import { sceneFrom } from './scene.ts';

function Gallery({ query }: { readonly query: URLSearchParams }) {
  const scene = query.get('recordings');
  const recordings = scene === null ? undefined : fakeRecordings(scene);
  const admin = query.get('admin');
  if (admin !== null) return <Admin {...fakeAdmin(admin)} />;
  if (query.has('home')) return <Home />;
  if (recordings) return <Recordings {...recordings} />;
  const check = query.get('check');
  if (check !== null) return <CheckPage check={fakeCheck(check)} />;
  const problem = query.get('problem');
  if (problem !== null) return <ProblemPage problem={problem as keyof Messages['problems']} />;
  const call = sceneFrom(query);
  // `?leaving` takes the last one out after two seconds.
  if (query.has('leaving')) setTimeout(() => call.removeLast(), 2_000);
  // `?talking` lets somebody write and react after two seconds.
  if (query.has('talking')) setTimeout(() => call.converse(), 2_000);
  return <CallScreen call={call} comeBack={() => location.reload()} />;
}

startAppearance();
await startLanguage();
const root = document.getElementById('app');
if (root) createRoot(root).render(<Gallery query={new URLSearchParams(location.search)} />);

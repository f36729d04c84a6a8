// The page's beginning.
import '@fontsource-variable/inter/wght.css';
import './ui/tokens.css';
import './ui/base.css';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createCall } from './call/createCall.ts';
import { pageProblem } from './call/pageProblem.ts';
import { startLanguage } from './messages/pageLanguage.ts';
import { keepPage } from './offline/keepPage.ts';
import { whenIdle } from './react/whenIdle.ts';
import { startAppearance } from './settings/pageSettings.ts';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
startAppearance();
await startLanguage();
const app = createRoot(root);
// In small steps: a slow phone answers a touch in between.
startTransition(() => app.render(<App createCall={createCall} pageProblem={pageProblem()} />));
whenIdle(keepPage);

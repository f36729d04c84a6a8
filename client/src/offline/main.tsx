// The page that the service worker shows where the server cannot be reached.
import '@fontsource-variable/inter/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { startLanguage } from '../messages/pageLanguage.ts';
import { startAppearance } from '../settings/pageSettings.ts';
import { OfflinePage } from './OfflinePage.tsx';

const root = document.getElementById('app');
if (!root) throw new Error('offline.html has no #app');
startAppearance();
await startLanguage();
createRoot(root).render(<OfflinePage />);

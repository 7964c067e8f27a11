import './styles/index.css';
import { createRoot } from 'react-dom/client';
import { readSettings } from './settings.js';
import { App } from './shell/App.js';
import { openConsole } from './signIn/open.js';

const settings = readSettings(document);
// What came by the address leaves it before anything else runs.
const opening = openConsole(settings, window);
// It may fail before the page listens.
opening?.catch(() => undefined);
// Another link in the same tab: the page starts anew, as with the first.
addEventListener('hashchange', () => location.hash.startsWith('#/sign-in?') && location.reload());
const root = document.getElementById('console');
if (root) createRoot(root).render(<App settings={settings} opening={opening} />);

import './styles/index.css';
import { createRoot } from 'react-dom/client';
import { readSettings } from './settings.js';
import { App } from './shell/App.js';
import { openByLink } from './signIn/door.js';
import { takeLinkCode } from './signIn/takeLinkCode.js';

// The code leaves the address before anything else runs.
const linkCode = takeLinkCode(location, history);
const opening = linkCode === undefined ? undefined : openByLink(linkCode).then((door) => ({ door }));
const root = document.getElementById('console');
if (root) createRoot(root).render(<App settings={readSettings(document)} opening={opening} />);

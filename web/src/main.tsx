import './theme/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { session } from './api/session.ts';
import { App } from './app/app.tsx';
import { router } from './app/router.ts';
import { forgetUsersThatAreGone } from './data/forget-session.ts';
import { startI18n } from './i18n/i18n.ts';
import { shareStyleNonce } from './theme/nonce.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root element.');

shareStyleNonce();
forgetUsersThatAreGone();
session.onUserGone(() => {
  // The open page was made for the one who is gone; where nobody came after them, the console is left.
  if (session.getState().kind === 'signed-in') void router.invalidate();
});
// The page's code and data are on their way while the texts are.
void router.load();
await startI18n();
// Set by theme.js for the time before the style sheets; from here on the theme decides.
document.documentElement.style.removeProperty('background-color');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

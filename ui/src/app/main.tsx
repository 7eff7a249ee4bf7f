// Starts the screens: words first, then the page.
import { createRoot } from 'react-dom/client';
import { queries, sessionQuery } from '@/api/queries';
import { loadLanguage } from '@/kit/i18n';
import { App, isDesk, preloadPage } from './App';
import '@/kit/tokens.css';
import '@/kit/kit.css';
import './shell.css';

// Session, frame and words are on their way at the same time.
if (!isDesk()) void queries.prefetchQuery(sessionQuery);
preloadPage();
void loadLanguage().then(() => {
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App />);
});

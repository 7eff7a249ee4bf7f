// Light or dark: the person's choice on this device, otherwise the system's.
export type Theme = 'light' | 'dark';

export const theme = (): Theme => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');

export function toggleTheme(): Theme {
  const next: Theme = theme() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = next;
  try {
    localStorage.setItem('zw_theme', next);
  } catch {
    // Without storage the choice lasts until the page is reloaded.
  }
  return next;
}

// Keeps the screens themselves on the device, so that the page opens without a network (worker/sw.js).

/** Only over https or on the machine itself; elsewhere, and where a browser refuses, all works as it does without. */
export function keepScreens(): void {
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}

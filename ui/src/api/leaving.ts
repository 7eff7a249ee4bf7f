// Signing out, also where there is no network: nothing of the person stays to be seen, and the session ends as soon as the
// server can be reached again, before anything else is asked.
import { remove } from './client';
import { isAway, seen } from './seen';
import type { Session } from './types';

const kLeaving = 'zw_leaving';

function note(isLeaving: boolean): void {
  try {
    if (isLeaving) localStorage.setItem(kLeaving, 'yes');
    else localStorage.removeItem(kLeaving);
  } catch {
    // Without storage the session ends only if the server can be reached now.
  }
}
function isLeaving(): boolean {
  try {
    return localStorage.getItem(kLeaving) !== null;
  } catch {
    return false;
  }
}

async function endSession(): Promise<void> {
  try {
    await remove('/api/session');
  } catch (error) {
    if (isAway(error)) throw error;
  }
  note(false);
}

export async function leave(): Promise<void> {
  note(true);
  await seen.forget();
  await endSession().catch(() => undefined);
}

/** Who is here; somebody who left without a network is not here any more. */
export async function readSession(): Promise<Session> {
  if (isLeaving()) await endSession();
  return seen.fetch<Session>('/api/session');
}

// Sends the acts of the desk through the outbox and says what became of them, with "undo" where the server allows it.
import { get, post } from '@/api/client';
import { refresh } from '@/api/queries';
import type { Sent } from '@/api/queue';
import type { Act } from '@/api/queue_items';
import { theQueue } from '@/api/queue_store';
import type { Rec } from '@/api/types';
import { t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';
import { wordOf } from './marks';
import { kCases, targetOf, type Card } from './types';
import type { AnyVerb } from './verbs';

type Body = Record<string, unknown>;

/** Keeps the act and sends it; one that waits for the network says so. */
export async function perform(act: Act, key?: string): Promise<Sent> {
  const queue = await theQueue();
  const sent = await queue.act(act, key);
  if (sent.state === 'waiting') tell(t('outbox.kept', { title: act.title }));
  return sent;
}

const onCase = (item: Rec, path: string, title: string): Omit<Act, 'body'> => ({
  title: t('outbox.of_case', { act: title, title: String(item['title']) }),
  method: 'POST',
  path: `${kCases}/${item.id}${path}`,
  target: targetOf(item.id),
  entity: 'service_case',
});

const takeBack = (item: Rec): void =>
  void post(`${kCases}/${item.id}/undo`, {}).then(() => {
    refresh('service_case');
    tell(t('act.undone'));
  }, tellError);

/** The last act tells until when it may be undone; clocks of server and browser may differ, so only the distance counts. */
async function offerUndo(item: Rec, verb: string): Promise<void> {
  const done = t('verb.done', { verb });
  const card = await get<Card>(`${kCases}/${item.id}/card`).catch(() => undefined);
  const last = card?.events.reduce((a, b) => (b.id > a.id ? b : a), card.events[0]!);
  const left = last?.undo_until && card?.case.abilities?.includes('undo') ? (last.undo_until - last.at) / 1000 : 0;
  if (left > 0) tell(done, () => takeBack(item), left);
  else tell(done);
}

export async function actOn(item: Rec, verb: AnyVerb, body: Body = {}, key?: string): Promise<Sent> {
  const word = t(wordOf('verb', verb));
  const sent = await perform({ ...onCase(item, `/${verb}`, word), body }, key);
  if (sent.state === 'sent') void offerUndo(item, word);
  return sent;
}

export const say = (item: Rec, body: string, isInternal: boolean, key?: string): Promise<Sent> =>
  perform({ ...onCase(item, '/messages', t('talk.title')), body: { body, is_internal: isInternal } }, key);

export const attach = (item: Rec, file: File, members: { step_id?: number; internal?: boolean }): Promise<Sent> =>
  perform({
    ...onCase(item, '/files', t('files.named', { name: file.name })),
    raw: { content: file, type: file.type || 'application/octet-stream' },
    query: {
      name: file.name,
      ...(members.step_id ? { step_id: String(members.step_id) } : {}),
      ...(members.internal ? { internal: 'true' } : {}),
    },
  });

export const edit = (item: Rec, change: Body): Promise<Sent> =>
  perform({
    title: t('outbox.of_case', { act: t('act.edit'), title: String(item['title']) }),
    method: 'PATCH',
    path: `${kCases}/${item.id}`,
    body: change,
    version: item.version,
    target: targetOf(item.id),
    entity: 'service_case',
  });

/** The key is made with the form: however often it is sent, there is one case. */
export const create = (draft: Body, key: string): Promise<Sent> =>
  perform(
    {
      title: t('outbox.new_case', { title: String(draft['title'] ?? '') }),
      method: 'POST',
      path: kCases,
      body: draft,
      target: `new ${key}`,
      entity: 'service_case',
    },
    key,
  );

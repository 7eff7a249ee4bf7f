// Firms that should hear from us, each with the reason; who says no says why.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useAct, useGet } from '@/api/queries';
import type { Rec } from '@/api/types';
import { pageOf } from '@/fields/ref';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card as Box, Tag } from '@/kit/layout';
import { tell, tellError } from '@/kit/toast';
import { Link } from 'wouter';
import { useChoice, wordOf } from './marks';
import type { Asked } from './types';

const kSuggestions = '/api/casework/suggestions';
type Answer = 'plan' | 'done' | 'dismiss';

export function Suggestions({ items }: { items: Asked[] }) {
  const [dismissed, setDismissed] = useState<Asked | null>(null);
  if (!items.length) return null;
  return (
    <Box title={t('suggest.title')} note={count(items.length)}>
      <ul className="lines">
        {items.map((one) => (
          <Suggestion key={one.case_id} one={one} dismiss={() => setDismissed(one)} />
        ))}
      </ul>
      {dismissed && <Dismiss one={dismissed} onClose={() => setDismissed(null)} />}
    </Box>
  );
}

function Suggestion({ one, dismiss }: { one: Asked; dismiss: () => void }) {
  const kind = useChoice('kind', 'suggestion');
  // Day and subject, and what may be done about it, come with the record.
  const { data } = useGet<Rec>(`${kSuggestions}/${one.case_id}`);
  const act = useAct<Answer, Rec>((answer) => post<Rec>(`${kSuggestions}/${one.case_id}/${answer}`, {}));
  const press = (answer: Answer) =>
    act.mutate(answer, { onSuccess: () => (refresh('suggestion'), tell(t('suggest.kept'))), onError: tellError });
  const page = pageOf('enterprise', Number(data?.['enterprise_id'] ?? 0));
  return (
    <li>
      {data && page ? <Link href={page}>{one.title}</Link> : <span>{one.title}</span>}
      <Tag hue="violet">{kind(one.what)}</Tag>
      <span className="muted">
        {String(data?.['about'] ?? '')} {String(data?.['due_on'] ?? '')}
      </span>
      <span className="grow" />
      {(['plan', 'done'] as const)
        .filter((answer) => data?.abilities?.includes(answer))
        .map((answer) => (
          <Button key={answer} small busy={act.isPending} onClick={() => press(answer)}>
            {t(wordOf('suggest', answer))}
          </Button>
        ))}
      {data?.abilities?.includes('dismiss') && (
        <Button small tone="quiet" onClick={dismiss}>
          {t('suggest.dismiss')}
        </Button>
      )}
    </li>
  );
}

function Dismiss({ one, onClose }: { one: Asked; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={`${t('suggest.dismiss')} · ${one.title}`}
      act={t('suggest.dismiss')}
      isReady={reason.trim() !== ''}
      perform={() => post<Rec>(`${kSuggestions}/${one.case_id}/dismiss`, { reason })}
      onDone={() => refresh('suggestion')}
      onClose={onClose}
    >
      <label className="field">
        <span>{t('word.reason')}</span>
        <textarea rows={3} autoFocus value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
    </ActDialog>
  );
}

// A password that must be changed is changed before anything else is shown.
import { useState, type FormEvent } from 'react';
import { post, sentence } from '@/api/client';
import { queries, useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { EntryField, EntryFrame } from './EntryFrame';

export default function NewPassword() {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const change = useAct<void, unknown>(() => post('/api/session/password', { old, new: fresh }));
  const problem = (field: string) =>
    change.error?.problems
      .filter((p) => p.field === field)
      .map(sentence)
      .join(' ') || undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined, { onSuccess: () => void queries.resetQueries() });
  };
  return (
    <EntryFrame title={t('password.title')} note={t('password.note')}>
      <form className="form" onSubmit={submit}>
        <EntryField
          label={t('password.old')}
          type="password"
          value={old}
          onChange={setOld}
          autoComplete="current-password"
          problem={problem('old')}
          autoFocus
        />
        <EntryField
          label={t('password.new')}
          type="password"
          value={fresh}
          onChange={setFresh}
          autoComplete="new-password"
          problem={problem('new')}
        />
        {change.error && (
          <p className="notice red" role="alert">
            {change.error.message}
          </p>
        )}
        <Button tone="primary" type="submit" busy={change.isPending}>
          {t('act.save')}
        </Button>
      </form>
    </EntryFrame>
  );
}

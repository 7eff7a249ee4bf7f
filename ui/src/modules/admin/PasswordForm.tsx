// Changing one's own password: on the account page, and before anything else when it must be changed.
import { useState, type FormEvent } from 'react';
import { post, problemAt } from '@/api/client';
import { useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { TextField } from '@/kit/TextField';

export function PasswordForm({ onDone, autoFocus }: { onDone: () => void; autoFocus?: boolean }) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useAct<void, unknown>(() => post('/api/session/password', { current, password }));
  const done = () => {
    setCurrent('');
    setPassword('');
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined, { onSuccess: done });
  };
  return (
    <form className="form narrow" onSubmit={submit}>
      <TextField
        label={t('password.old')}
        type="password"
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
        problem={problemAt(change.error, 'current')}
        {...(autoFocus ? { autoFocus } : {})}
      />
      <TextField
        label={t('password.new')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        problem={problemAt(change.error, 'password')}
      />
      {change.error && change.error.problems.every((p) => !p.field) && (
        <p className="notice red" role="alert">
          {change.error.message}
        </p>
      )}
      <Button tone="primary" type="submit" busy={change.isPending}>
        {t('password.change')}
      </Button>
    </form>
  );
}

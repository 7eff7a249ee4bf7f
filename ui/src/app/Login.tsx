// Signing in: a demonstration offers its personas, an installation asks for a password and, if set, the second factor.
import { useState, type FormEvent } from 'react';
import { post, type ApiError } from '@/api/client';
import { queries, useAct, useWelcome } from '@/api/queries';
import type { Role } from '@/api/types';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { Loaded } from '@/kit/states';
import { roleWord, usePersona } from './DemoBanner';
import { EntryField, EntryFrame } from './EntryFrame';

const needsCode = (error: ApiError | null): boolean =>
  !!error && (/totp/.test(error.code) || error.problems.some((p) => p.field === 'totp' || /totp/.test(p.code)));

export default function Login() {
  const welcome = useWelcome();
  return (
    <EntryFrame title={t('login.title')} note={t('login.note')}>
      <Loaded query={welcome} rows={4}>
        {(w) => (
          <>
            {w.setup_required && <p className="notice">{t('login.setup_required')}</p>}
            {w.demo && <Personas roles={(w.personas ?? []).map((p) => p.role)} />}
            {w.demo ? (
              <details>
                <summary>{t('login.with_password')}</summary>
                <PasswordForm />
              </details>
            ) : (
              <PasswordForm />
            )}
            <p className="faint">Zonewright {w.version}</p>
          </>
        )}
      </Loaded>
    </EntryFrame>
  );
}

function Personas({ roles }: { roles: Role[] }) {
  const [enter, busy] = usePersona();
  return (
    <div className="stack">
      <p>{t('demo.choose')}</p>
      {roles.map((role, i) => (
        <Button key={role} tone={i === 0 ? 'primary' : 'plain'} busy={busy === role} onClick={() => enter(role)}>
          {roleWord(role)}
        </Button>
      ))}
    </div>
  );
}

function PasswordForm() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const enter = useAct<void, unknown>(() => post('/api/session', { login, password, ...(totp ? { totp } : {}) }));
  const asksCode = needsCode(enter.error) || totp !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(undefined, { onSuccess: () => void queries.resetQueries() });
  };
  return (
    <form className="form" onSubmit={submit}>
      <EntryField label={t('login.login')} value={login} onChange={setLogin} autoComplete="username" autoFocus />
      <EntryField
        label={t('login.password')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      {asksCode && (
        <EntryField
          label={t('login.totp')}
          value={totp}
          onChange={setTotp}
          autoComplete="one-time-code"
          inputMode="numeric"
          hint={t('login.totp_hint')}
          autoFocus
        />
      )}
      {enter.error && !(needsCode(enter.error) && totp === '') && (
        <p className="notice red" role="alert">
          {enter.error.message}
        </p>
      )}
      <Button tone="primary" type="submit" busy={enter.isPending}>
        {t('login.enter')}
      </Button>
    </form>
  );
}

// Signing in: a demonstration offers its personas, an installation asks for a password and, if set, the second factor.
import { useState, type FormEvent } from 'react';
import { post, type ApiError } from '@/api/client';
import { queries, useAct, useWelcome } from '@/api/queries';
import type { Role } from '@/api/types';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { Loaded } from '@/kit/states';
import { TextField } from '@/kit/TextField';
import { kPersonas, roleWord, usePersona } from './DemoBanner';
import { EntryFrame } from './EntryFrame';

const needsCode = (error: ApiError): boolean => error.problems.some((p) => p.field === 'totp');

export default function Login() {
  const welcome = useWelcome();
  return (
    <EntryFrame title={t('login.title')} note={t('login.note')}>
      <Loaded query={welcome} rows={4}>
        {(w) => (
          <>
            {w.setup_required && <p className="notice">{t('login.setup_required')}</p>}
            {w.demo && <Personas roles={w.personas?.map((p) => p.role) ?? kPersonas} />}
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
  const [hasPhone, setPhone] = useState(true);
  const enter = useAct<void, unknown>(() => post('/api/session', { login, password, ...(totp ? { totp } : {}) }));
  const [asksCode, setAsksCode] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(undefined, {
      onSuccess: () => void queries.resetQueries(),
      onError: (error) => needsCode(error) && setAsksCode(true),
    });
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextField label={t('login.login')} value={login} onChange={setLogin} autoComplete="username" autoFocus />
      <TextField
        label={t('login.password')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      {asksCode && (
        <>
          <TextField
            key={hasPhone ? 'code' : 'recovery'}
            label={t(hasPhone ? 'login.totp' : 'login.recovery')}
            value={totp}
            onChange={setTotp}
            autoComplete={hasPhone ? 'one-time-code' : 'off'}
            inputMode={hasPhone ? 'numeric' : 'text'}
            hint={t(hasPhone ? 'login.totp_hint' : 'login.recovery_hint')}
            autoFocus
          />
          <Button small tone="quiet" onClick={() => (setTotp(''), setPhone(!hasPhone))}>
            {t(hasPhone ? 'login.use_recovery' : 'login.use_phone')}
          </Button>
        </>
      )}
      {enter.error && enter.error.code !== 'session.totp_required' && (
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

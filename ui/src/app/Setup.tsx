// First start of an installation: the one-time link makes the zone and its first administrator.
import { useState, type FormEvent } from 'react';
import { useSearch } from 'wouter';
import { post, problemAt } from '@/api/client';
import { useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { t, type Key } from '@/kit/i18n';
import { TextField } from '@/kit/TextField';
import { EntryFrame } from './EntryFrame';

const kFields = ['zone_name', 'name', 'login', 'password'] as const;

export default function Setup() {
  const token = new URLSearchParams(useSearch()).get('token') ?? '';
  const [values, setValues] = useState<Record<(typeof kFields)[number], string>>({
    zone_name: '',
    name: '',
    login: '',
    password: '',
  });
  const make = useAct<void, unknown>(() => post('/api/setup', { token, ...values }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(undefined, { onSuccess: () => window.location.assign('/') });
  };
  if (!token)
    return (
      <EntryFrame title={t('setup.title')}>
        <p className="notice amber">{t('setup.no_token')}</p>
      </EntryFrame>
    );
  return (
    <EntryFrame title={t('setup.title')} note={t('setup.note')}>
      <form className="form" onSubmit={submit}>
        {kFields.map((field, i) => (
          <TextField
            key={field}
            label={t(`setup.${field}` as Key)}
            value={values[field]}
            type={field === 'password' ? 'password' : 'text'}
            autoFocus={i === 0}
            autoComplete={field === 'password' ? 'new-password' : field === 'login' ? 'username' : 'off'}
            problem={problemAt(make.error, field)}
            onChange={(value) => setValues((v) => ({ ...v, [field]: value }))}
          />
        ))}
        {make.error && (
          <p className="notice red" role="alert">
            {make.error.message}
          </p>
        )}
        <Button tone="primary" type="submit" busy={make.isPending}>
          {t('setup.make')}
        </Button>
      </form>
    </EntryFrame>
  );
}

// One's own sign-in: devices, password and second factor.
import { useState } from 'react';
import { post, remove, sentence } from '@/api/client';
import { refresh, useAct, useGet } from '@/api/queries';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { Card, Table, Tag } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';

interface Device {
  id: string | number;
  current?: boolean;
  agent: string;
  created_at: string;
  seen_at: string;
}

export default function Security() {
  const query = useGet<{ items: Device[] } | Device[]>('/api/session/devices');
  return (
    <div className="stack">
      <Card title={t('security.devices')}>
        <Loaded query={query} rows={2}>
          {(data) => (
            <Table
              caption={t('security.devices')}
              head={[
                t('security.device'),
                t('security.since'),
                <span key="o" className="sr-only">
                  {t('shell.sign_out')}
                </span>,
              ]}
              rows={(Array.isArray(data) ? data : data.items).map((d) => [
                <span key="a">
                  {d.agent || String(d.id)} {d.current && <Tag hue="green">{t('security.this')}</Tag>}
                </span>,
                d.created_at,
                d.current ? (
                  ''
                ) : (
                  <Button
                    key="b"
                    small
                    onClick={() => remove(`/api/session/devices/${d.id}`).then(() => refresh(), tellError)}
                  >
                    {t('shell.sign_out')}
                  </Button>
                ),
              ])}
            />
          )}
        </Loaded>
      </Card>
      <Password />
    </div>
  );
}

function Password() {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const change = useAct<void, unknown>(() => post('/api/session/password', { old, new: fresh }));
  return (
    <Card title={t('password.title')}>
      <form
        className="form narrow"
        onSubmit={(e) => (
          e.preventDefault(),
          change.mutate(undefined, { onSuccess: () => (tell(t('password.changed')), setOld(''), setFresh('')) })
        )}
      >
        {change.error && (
          <p className="notice red" role="alert">
            {change.error.message} {change.error.problems.map(sentence).join(' ')}
          </p>
        )}
        <label className="field">
          <span>{t('password.old')}</span>
          <input type="password" autoComplete="current-password" value={old} onChange={(e) => setOld(e.target.value)} />
        </label>
        <label className="field">
          <span>{t('password.new')}</span>
          <input type="password" autoComplete="new-password" value={fresh} onChange={(e) => setFresh(e.target.value)} />
        </label>
        <div>
          <Button type="submit" tone="primary" busy={change.isPending} disabled={!old || !fresh}>
            {t('act.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

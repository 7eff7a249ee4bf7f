// What everybody may decide about the own sign-in: second factor, password, devices.
import { lazy, Suspense } from 'react';
import { remove } from '@/api/client';
import { refresh, useGet, useSession } from '@/api/queries';
import { Button, ButtonLink } from '@/kit/Button';
import { instantOf } from '@/kit/format';
import { t, withWords } from '@/kit/i18n';
import { Card, Page, Table, Tag } from '@/kit/layout';
import { Loaded, Skeleton } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';
import { deviceName } from './device';
import { PasswordForm } from './PasswordForm';
import { TwoFactor } from './TwoFactor';
import './admin.css';

const CalendarFeeds = lazy(withWords(['notify'], () => import('@/modules/notify/CalendarFeeds')));

export default function AccountPage() {
  const session = useSession();
  return (
    <Page title={t('shell.account')} {...(session.data ? { count: session.data.person.name } : {})}>
      <div className="split">
        <div className="stack wide">
          {session.data && <TwoFactor isEnrolled={session.data.totp_enrolled ?? false} />}
          <Devices />
          {session.data?.roles.some((role) => role !== 'contact') && (
            <Suspense fallback={<Skeleton rows={2} />}>
              <CalendarFeeds />
            </Suspense>
          )}
        </div>
        <Card
          title={t('password.title')}
          actions={
            <ButtonLink small href="/privacy" icon="shield">
              {t('account.about')}
            </ButtonLink>
          }
        >
          <PasswordForm onDone={() => (refresh(), tell(t('password.changed')))} />
        </Card>
      </div>
    </Page>
  );
}

interface Device {
  id: string;
  current: boolean;
  agent: string;
  created_at: string;
  seen_at: string;
}

function Devices() {
  const query = useGet<{ items: Device[] }>('/api/session/devices');
  const end = (device: Device) => remove(`/api/session/devices/${device.id}`).then(() => refresh(), tellError);
  return (
    <Card title={t('security.devices')}>
      <Loaded query={query} rows={2}>
        {({ items }) => (
          <Table
            caption={t('security.devices')}
            head={[
              t('security.device'),
              t('security.since'),
              t('security.seen'),
              <span key="acts" className="sr-only">
                {t('shell.sign_out')}
              </span>,
            ]}
            rows={items.map((device) => [
              <span key="agent" title={device.agent}>
                {deviceName(device.agent) || device.id} {device.current && <Tag hue="green">{t('security.this')}</Tag>}
              </span>,
              instantOf(device.created_at),
              instantOf(device.seen_at),
              device.current ? null : (
                <Button key="end" small onClick={() => void end(device)}>
                  {t('shell.sign_out')}
                </Button>
              ),
            ])}
          />
        )}
      </Loaded>
    </Card>
  );
}

// Makes a link for a firm and shows it once, as a code to scan and a text to copy.
import { lazy, Suspense, useState } from 'react';
import { post } from '@/api/client';
import { refresh } from '@/api/queries';
import { RefPicker } from '@/fields/ref';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { copyText } from '@/kit/copy';
import { Dialog } from '@/kit/Dialog';
import { t } from '@/kit/i18n';
import { Skeleton } from '@/kit/states';
import { tell } from '@/kit/toast';

const QrCode = lazy(() => import('@/kit/QrCode'));

interface Made {
  id: number;
  /** "/desk#…": the token stands in the fragment, which no server logs. */
  path: string;
}

export function InviteFirm({ onMade, onClose }: { onMade: (path: string) => void; onClose: () => void }) {
  const [firm, setFirm] = useState<number | null>(null);
  const [days, setDays] = useState('');
  return (
    <ActDialog
      title={t('invitation.new')}
      act={t('invitation.make')}
      isReady={firm !== null}
      perform={() =>
        post<Made>('/api/casework/invitations', {
          enterprise_id: firm,
          purpose: 'file_cases',
          ...(days ? { days: Number(days) } : {}),
        })
      }
      onDone={(made) => (refresh('invitation'), onMade(made.path))}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor="invited-firm">{t('invitation.firm')}</label>
        <RefPicker
          id="invited-firm"
          entity="enterprise"
          label={t('invitation.firm')}
          value={firm}
          onChange={(id) => setFirm(id)}
        />
      </div>
      <label className="field">
        <span>{t('invitation.days')}</span>
        <input inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value.replace(/\D/g, ''))} />
      </label>
    </ActDialog>
  );
}

export function InvitationLink({ path, onClose }: { path: string; onClose: () => void }) {
  const address = window.location.origin + path;
  const copy = async () => tell(t((await copyText(address)) ? 'act.copied' : 'act.copy_failed'));
  return (
    <Dialog
      title={t('invitation.new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.close')}</Button>
          <Button tone="primary" onClick={() => void copy()}>
            {t('act.copy')}
          </Button>
        </>
      }
    >
      <p className="notice amber">{t('invitation.once')}</p>
      <Suspense fallback={<Skeleton rows={4} />}>
        <QrCode text={address} label={t('invitation.qr')} />
      </Suspense>
      <p className="wrap-anywhere">
        <code>{address}</code>
      </p>
    </Dialog>
  );
}

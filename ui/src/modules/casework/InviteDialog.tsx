// A link for the firm, without an account: for one purpose, for some days, shown once as a code to scan and as text.
import { lazy, Suspense, useRef, useState } from 'react';
import { post } from '@/api/client';
import { refresh } from '@/api/queries';
import type { Rec } from '@/api/types';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { copyText } from '@/kit/copy';
import { Dialog } from '@/kit/Dialog';
import { instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Skeleton } from '@/kit/states';
import { tell } from '@/kit/toast';
import { Members, type Values } from './Members';
import type { Member } from './verbs';

const QrCode = lazy(() => import('@/kit/QrCode'));

interface Invitation {
  id: number;
  token: string;
  path: string;
  expires_at: number;
}
const kDays = 30;
const purpose: Member = {
  name: 'purpose',
  kind: 'choice',
  required: true,
  of: { entity: 'invitation', field: 'purpose' },
};
const members: Member[] = [purpose, { name: 'days', kind: 'days', required: true }];

export default function InviteDialog({
  item,
  firm,
  onClose,
}: {
  /** The case it is about; without one the firm may only file new ones. */
  item?: Rec;
  firm?: number;
  onClose: () => void;
}) {
  const [values, setValues] = useState<Values>({ purpose: item ? 'follow_case' : 'file_cases', days: kDays });
  const [made, setMade] = useState<Invitation | null>(null);
  // The form closes when it is done; then the code is shown instead of nothing.
  const done = useRef<Invitation | null>(null);
  const isAboutCase = values['purpose'] === 'follow_case';
  const invite = () =>
    post<Invitation>('/api/casework/invitations', {
      ...values,
      enterprise_id: item?.['enterprise_id'] ?? firm,
      ...(isAboutCase && item ? { case_id: item.id } : {}),
    });
  if (made) return <Made made={made} onClose={onClose} />;
  return (
    <ActDialog
      title={t('invite.open')}
      act={t('invite.make')}
      icon="link"
      isReady={Number(values['days']) > 0}
      perform={() => invite().then((one) => (done.current = one))}
      onDone={() => refresh('invitation')}
      onClose={() => (done.current ? setMade(done.current) : onClose())}
    >
      <p className="muted">{t('invite.explain')}</p>
      <Members members={item ? members : members.slice(1)} values={values} change={setValues} />
    </ActDialog>
  );
}

function Made({ made, onClose }: { made: Invitation; onClose: () => void }) {
  const link = new URL(made.path, window.location.origin).href;
  const copy = () => void copyText(link).then((done) => tell(t(done ? 'act.copied' : 'act.copy_failed')));
  return (
    <Dialog
      title={t('invite.made')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.close')}</Button>
          <Button tone="primary" icon="link" onClick={copy}>
            {t('act.copy')}
          </Button>
        </>
      }
    >
      <div className="qr-box">
        <Suspense fallback={<Skeleton rows={4} />}>
          <QrCode text={link} label={t('invite.qr')} />
        </Suspense>
        <code>{link}</code>
        <p className="muted">{t('invite.once', { at: instant(made.expires_at) })}</p>
      </div>
    </Dialog>
  );
}

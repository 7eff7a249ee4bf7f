// The second factor: password, code to scan, first code from the authenticator, recovery codes shown once.
import { lazy, Suspense, useState, type FormEvent, type ReactNode } from 'react';
import { post, problemAt, type ApiError } from '@/api/client';
import { queries, useAct } from '@/api/queries';
import { Button } from '@/kit/Button';
import { copyText } from '@/kit/copy';
import { t } from '@/kit/i18n';
import { Card, Tag } from '@/kit/layout';
import { Skeleton } from '@/kit/states';
import { TextField } from '@/kit/TextField';
import { tell } from '@/kit/toast';

const QrCode = lazy(() => import('@/kit/QrCode'));

const act = <T,>(action: 'enrol' | 'confirm' | 'disable', details: Record<string, string>) =>
  post<T>('/api/session/totp', { action, ...details });
const reread = () => void queries.invalidateQueries({ queryKey: ['/api/session', {}] });

interface Enrolment {
  secret: string;
  uri: string;
}

export function TwoFactor({ isEnrolled }: { isEnrolled: boolean }) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const enrolled = (recovery: string[]) => {
    setCodes(recovery);
    setEnrolment(null);
    reread();
  };
  const ended = () => {
    tell(t('totp.ended'));
    reread();
  };
  return (
    <Card
      title={t('totp.title')}
      actions={<Tag hue={isEnrolled ? 'green' : 'grey'}>{t(isEnrolled ? 'totp.on' : 'totp.off')}</Tag>}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
      ) : isEnrolled ? (
        <PasswordStep key="end" note={t('totp.end_note')} label={t('totp.end')} action="disable" onDone={ended} />
      ) : enrolment ? (
        <ConfirmStep enrolment={enrolment} onDone={enrolled} onCancel={() => setEnrolment(null)} />
      ) : (
        <PasswordStep<Enrolment>
          key="start"
          note={t('totp.start_note')}
          label={t('totp.start')}
          action="enrol"
          onDone={setEnrolment}
        />
      )}
    </Card>
  );
}

function StepForm({
  error,
  field,
  onSubmit,
  children,
}: {
  error: ApiError | null;
  /** What the server says about this field stands beside it; everything else stands here. */
  field: string;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="form narrow" onSubmit={submit}>
      {children}
      {error && !problemAt(error, field) && (
        <p className="notice red" role="alert">
          {error.message}
        </p>
      )}
    </form>
  );
}

function PasswordStep<T>({
  note,
  label,
  action,
  onDone,
}: {
  note: string;
  label: string;
  action: 'enrol' | 'disable';
  onDone: (answer: T) => void;
}) {
  const [password, setPassword] = useState('');
  const step = useAct<void, T>(() => act<T>(action, { password }));
  return (
    <StepForm error={step.error} field="current" onSubmit={() => step.mutate(undefined, { onSuccess: onDone })}>
      <p className="muted">{note}</p>
      <TextField
        label={t('password.old')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        problem={problemAt(step.error, 'current')}
      />
      <Button type="submit" tone={action === 'enrol' ? 'primary' : 'danger'} icon="shield" busy={step.isPending}>
        {label}
      </Button>
    </StepForm>
  );
}

function ConfirmStep({
  enrolment,
  onDone,
  onCancel,
}: {
  enrolment: Enrolment;
  onDone: (recovery: string[]) => void;
  onCancel: () => void;
}) {
  const [code, setCode] = useState('');
  const confirm = useAct<void, { recovery_codes: string[] }>(() => act('confirm', { code }));
  return (
    <div className="enrolment">
      <figure>
        <Suspense fallback={<Skeleton rows={4} />}>
          <QrCode text={enrolment.uri} label={t('totp.qr')} />
        </Suspense>
        <figcaption className="hint">
          {t('totp.by_hand')} <code className="wrap-anywhere">{enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </figcaption>
      </figure>
      <StepForm
        error={confirm.error}
        field="code"
        onSubmit={() => confirm.mutate(undefined, { onSuccess: (answer) => onDone(answer.recovery_codes) })}
      >
        <p className="muted">{t('totp.scan')}</p>
        <TextField
          label={t('login.totp')}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          inputMode="numeric"
          hint={t('login.totp_hint')}
          problem={problemAt(confirm.error, 'code')}
          autoFocus
        />
        <div className="row">
          <Button type="submit" tone="primary" busy={confirm.isPending}>
            {t('totp.confirm')}
          </Button>
          <Button onClick={onCancel}>{t('act.cancel')}</Button>
        </div>
      </StepForm>
    </div>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const copy = () => void copyText(codes.join('\n')).then((done) => tell(t(done ? 'act.copied' : 'act.copy_failed')));
  return (
    <div className="stack print-alone">
      <p className="notice green" role="status">
        {t('totp.done')}
      </p>
      <h3>{t('totp.codes')}</h3>
      <p className="muted">{t('totp.codes_note')}</p>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row wrap">
        <Button icon="file" onClick={copy}>
          {t('act.copy')}
        </Button>
        <Button icon="print" onClick={() => window.print()}>
          {t('act.print')}
        </Button>
        <Button tone="primary" onClick={onDone}>
          {t('totp.kept')}
        </Button>
      </div>
    </div>
  );
}

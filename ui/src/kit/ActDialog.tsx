// A dialog that asks for what an act needs, performs it, and says in its place why it was refused.
import { useId, type ReactNode } from 'react';
import { messageOf, sentence, type ApiError } from '@/api/client';
import { useAct } from '@/api/queries';
import { Button, type Tone } from './Button';
import { Dialog } from './Dialog';
import type { IconName } from './Icon';
import { t } from './i18n';

/** The sentence of the whole refusal, and under it every single reason that says more. */
function Refusal({ error }: { error: ApiError }) {
  const whole = messageOf(error);
  const reasons = [...new Set(error.problems.map((p) => p.message ?? sentence(p)))].filter((r) => !whole.includes(r));
  return (
    <div className="notice red" role="alert">
      <p>{whole}</p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function ActDialog<Out>({
  title,
  act,
  tone = 'primary',
  icon,
  isReady = true,
  perform,
  onDone,
  onClose,
  children,
}: {
  title: ReactNode;
  /** What the button says. */
  act: string;
  tone?: Tone;
  icon?: IconName;
  isReady?: boolean;
  perform: () => Promise<Out>;
  /** After the dialog has closed. */
  onDone?: (done: Out) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const form = useId();
  const run = useAct<void, Out>(perform);
  const submit = () => run.mutate(undefined, { onSuccess: (done) => (onClose(), onDone?.(done)) });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            tone={tone}
            {...(icon ? { icon } : {})}
            disabled={!isReady}
            busy={run.isPending}
          >
            {act}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !run.isPending) submit();
        }}
      >
        {run.error && <Refusal error={run.error} />}
        {children}
      </form>
    </Dialog>
  );
}

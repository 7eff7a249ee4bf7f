// How a template would unfold on a case that exists: steps with their days; nothing is stored.
import { useState } from 'react';
import { messageOf, post } from '@/api/client';
import { useAct } from '@/api/queries';
import type { Rec } from '@/api/types';
import { RefPicker } from '@/fields/ref';
import { Button } from '@/kit/Button';
import { instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card, Table } from '@/kit/layout';

interface TriedStep {
  code: string;
  name: string;
  entered: number | null;
  due: number | null;
}

export function DryRun({ template }: { template: Rec }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const run = useAct<number, { steps: TriedStep[] }>((id) =>
    post(`/api/casework/templates/${template.id}/try`, { case_id: id }),
  );
  return (
    <Card title={t('template.try')}>
      <p className="hint">{t('template.try_note')}</p>
      <form
        className="row wrap try"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null) run.mutate(chosen);
        }}
      >
        <RefPicker entity="service_case" label={t('template.try_case')} value={chosen} onChange={setChosen} />
        <Button type="submit" disabled={chosen === null} busy={run.isPending}>
          {t('template.try_do')}
        </Button>
      </form>
      {run.error && (
        <p className="notice red" role="alert">
          {messageOf(run.error)}
        </p>
      )}
      {run.data && (
        <Table
          caption={t('template.try')}
          head={[t('template.try_step'), t('template.try_entered'), t('template.try_due')]}
          rows={run.data.steps.map((step) => [step.name, instant(step.entered), instant(step.due)])}
        />
      )}
    </Card>
  );
}

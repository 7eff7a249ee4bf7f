// One edition of a checklist: what may be done with it, what a check says, its graph, its steps, a dry run.
import { lazy, Suspense, useState } from 'react';
import { post, sentence } from '@/api/client';
import { refresh, useAct, useGet } from '@/api/queries';
import type { EntityInfo, List, Problem, Rec } from '@/api/types';
import { Cell } from '@/fields/registry';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { DateInput } from '@/kit/DateInput';
import { t, type Key } from '@/kit/i18n';
import { Card } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';
import { DryRun } from './DryRun';
import { StepGraph } from './StepGraph';
import { StepTable } from './StepTable';
import { nameOf } from './Templates';

const RecordDrawer = lazy(() => import('@/fields/RecordDrawer'));
const kSteps = '/api/casework/template_steps';

interface Check {
  problems: Problem[];
  order: string[][];
  working_days?: number | null;
}

/** A problem names the step it is about as its field. */
export const concerns = (problem: Problem, code: string): boolean => problem.field === code;

export function TemplateEditor({
  entity,
  id,
  onOpen,
}: {
  entity: EntityInfo;
  id: number;
  onOpen: (id: number | undefined) => void;
}) {
  const query = useGet<Rec>(`${entity.route}/${id}`);
  return (
    <div className="stack wide">
      <div>
        <Button tone="quiet" small icon="left" onClick={() => onOpen(undefined)}>
          {t('template.all')}
        </Button>
      </div>
      <Loaded query={query}>
        {(template) => (
          <>
            <Head entity={entity} template={template} onOpen={onOpen} />
            <Parts template={template} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Head({
  entity,
  template,
  onOpen,
}: {
  entity: EntityInfo;
  template: Rec;
  onOpen: (id: number | undefined) => void;
}) {
  const [dialog, setDialog] = useState<'head' | 'publish' | null>(null);
  const may = (verb: string) => template.abilities?.includes(verb) ?? false;
  const state = entity.fields.find((field) => field.name === 'state');
  const act = useAct<string, Rec>((verb) => post<Rec>(`${entity.route}/${template.id}/${verb}`, {}));
  const run = (verb: string, done: (made: Rec) => void) =>
    act.mutate(verb, { onSuccess: (made) => (refresh(entity.name), done(made)), onError: tellError });
  const said = (key: Key) => () => tell(t(key, { name: nameOf(template) }));
  const copied = (made: Rec) => {
    tell(t('template.copied', { n: Number(made['edition']) }));
    onOpen(made.id);
  };
  return (
    <Card
      title={nameOf(template)}
      note={
        <>
          <code>{String(template['code'])}</code> · {t('template.edition', { n: Number(template['edition']) })}{' '}
          {state && <Cell field={state} record={template} />}
        </>
      }
      actions={
        <div className="row wrap">
          {may('publish') && (
            <Button small tone="primary" icon="check" onClick={() => setDialog('publish')}>
              {t('template.publish')}
            </Button>
          )}
          {may('copy') && (
            <Button small icon="plus" busy={act.isPending} onClick={() => run('copy', copied)}>
              {t('template.copy')}
            </Button>
          )}
          {may('update') && (
            <Button small icon="edit" onClick={() => setDialog('head')}>
              {t('template.head')}
            </Button>
          )}
          {may('retire') && (
            <Button small tone="danger" busy={act.isPending} onClick={() => run('retire', said('template.retired'))}>
              {t('template.retire')}
            </Button>
          )}
        </div>
      }
    >
      {template['citation'] ? <p className="hint">{String(template['citation'])}</p> : null}
      {dialog === 'publish' && <Publish entity={entity} template={template} onClose={() => setDialog(null)} />}
      {dialog === 'head' && (
        <Suspense fallback={null}>
          <RecordDrawer entity={entity.name} id={template.id} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Card>
  );
}

function Publish({ entity, template, onClose }: { entity: EntityInfo; template: Rec; onClose: () => void }) {
  const [from, setFrom] = useState('');
  return (
    <ActDialog
      title={t('template.publish_title', { name: nameOf(template), n: Number(template['edition']) })}
      act={t('template.publish')}
      icon="check"
      perform={() => post(`${entity.route}/${template.id}/publish`, from ? { effective_from: from } : {})}
      onDone={() => (refresh(entity.name), tell(t('template.published', { name: nameOf(template) })))}
      onClose={onClose}
    >
      <p>{t('template.publish_note')}</p>
      <div className="field">
        <label htmlFor="effective-from">{t('template.from')}</label>
        <DateInput id="effective-from" value={from} onChange={setFrom} />
      </div>
    </ActDialog>
  );
}

function Parts({ template }: { template: Rec }) {
  const steps = useGet<List>(kSteps, { template_id: template.id, sort: 'sequence', limit: 500 });
  const check = useGet<Check>(`/api/casework/templates/${template.id}/check`);
  const items = steps.data?.items ?? [];
  const shown = items.map((step) => ({
    key: String(step['code']),
    name: nameOf(step),
    depends_on: (step['depends_on'] as string | null) ?? '',
  }));
  const problems = check.data?.problems ?? [];
  const troubled = new Set(shown.map((s) => s.key).filter((key) => problems.some((p) => concerns(p, key))));
  return (
    <>
      <Card title={t('template.check')} {...lengthNote(check.data)}>
        <Loaded query={check} rows={1}>
          {() => <CheckResult problems={problems} />}
        </Loaded>
        {shown.length === 0 ? (
          <Empty title={t('template.no_steps')} />
        ) : (
          <StepGraph steps={shown} levels={check.data?.order ?? []} troubled={troubled} />
        )}
      </Card>
      <Card title={t('template.steps')} note={items.length}>
        <Loaded query={steps}>
          {({ items: rows }) => <StepTable template={template} steps={rows} problems={problems} />}
        </Loaded>
      </Card>
      <DryRun template={template} />
    </>
  );
}

const lengthNote = (check: Check | undefined) =>
  check?.working_days == null ? {} : { note: t('template.working_days', { n: check.working_days }) };

const CheckResult = ({ problems }: { problems: Problem[] }) =>
  problems.length === 0 ? (
    <p className="notice green" role="status">
      {t('template.check_ok')}
    </p>
  ) : (
    <div className="notice red" role="status">
      <ul>
        {problems.map((problem, i) => (
          <li key={i}>{problem.message ?? sentence(problem)}</li>
        ))}
      </ul>
    </div>
  );

// The steps of a template as a table; a row opens in place to be edited, with a chooser of what it depends on.
import { Fragment, useId, useState } from 'react';
import { messageOf, patch, post, remove, sentence } from '@/api/client';
import { refresh, useAct, useEntity, useMayCreate } from '@/api/queries';
import type { EntityInfo, Problem, Rec } from '@/api/types';
import { RecordForm, type Draft } from '@/fields/RecordForm';
import { Button } from '@/kit/Button';
import { say, t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';
import { keysIn } from './graph';
import { concerns } from './TemplateEditor';
import { nameOf } from './Templates';

const kColumns = ['name', 'decider', 'depends_on', 'legal_days', 'promised_days', 'validity_days'];
const kForm = [
  'code',
  'name',
  'name_en',
  'sequence',
  'decider',
  'legal_days',
  'promised_days',
  'validity_days',
  'special_procedures',
  'materials',
];
/** New steps stand behind the others, with room to put one between. */
const kPitch = 10;

const daysOf = (value: unknown, key: 'template.days' | 'template.working') =>
  typeof value === 'number' ? t(key, { n: value }) : <span className="faint">{t('template.no_limit')}</span>;

export function StepTable({ template, steps, problems }: { template: Rec; steps: Rec[]; problems: Problem[] }) {
  const entity = useEntity('template_step');
  const mayCreate = useMayCreate('template_step') && (template.abilities?.includes('update') ?? false);
  const [open, setOpen] = useState<number | 'new' | null>(null);
  if (!entity) return null;
  const next = Math.max(0, ...steps.map((step) => Number(step['sequence'] ?? 0))) + kPitch;
  const editor = (record?: Rec) => (
    <StepEditor
      key={record?.id ?? 'new'}
      entity={entity}
      {...(record ? { record } : {})}
      initial={record ? {} : { template_id: template.id, sequence: next }}
      others={steps.filter((step) => step.id !== record?.id)}
      onClose={() => setOpen(null)}
    />
  );
  return (
    <>
      <div className="table-scroll" role="region" aria-label={t('template.steps')} tabIndex={0}>
        <table className="steps">
          <caption className="sr-only">{t('template.steps')}</caption>
          <thead>
            <tr>
              {kColumns.map((name) => (
                <th key={name} scope="col">
                  {say(entity.fields.find((field) => field.name === name)?.label, name)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <Fragment key={step.id}>
                <Row step={step} steps={steps} problems={problems} isOpen={open === step.id} onEdit={setOpen} />
                {open === step.id && (
                  <tr>
                    <td colSpan={kColumns.length + 1}>{editor(step)}</td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {open === 'new' && editor()}
      {mayCreate && open !== 'new' && (
        <div>
          <Button small icon="plus" onClick={() => setOpen('new')}>
            {t('template.add_step')}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({
  step,
  steps,
  problems,
  isOpen,
  onEdit,
}: {
  step: Rec;
  steps: Rec[];
  problems: Problem[];
  isOpen: boolean;
  onEdit: (id: number | null) => void;
}) {
  const key = String(step['code']);
  const names = new Map(steps.map((other) => [String(other['code']), nameOf(other)]));
  const mine = problems.filter((problem) => concerns(problem, key));
  return (
    <tr>
      <th scope="row">
        {nameOf(step)} <code className="faint">{key}</code>
        {mine.map((problem, i) => (
          <p key={i} className="problem">
            {problem.message ?? sentence(problem)}
          </p>
        ))}
      </th>
      <td>{String(step['decider'] ?? '') || <span className="faint">–</span>}</td>
      <td>
        {keysIn(step['depends_on'] as string | null)
          .map((one) => names.get(one) ?? one)
          .join(t('word.comma')) || <span className="faint">–</span>}
      </td>
      <td>{daysOf(step['legal_days'], 'template.working')}</td>
      <td>{daysOf(step['promised_days'], 'template.working')}</td>
      <td>{daysOf(step['validity_days'], 'template.days')}</td>
      <td>
        {step.abilities?.includes('update') && (
          <Button
            small
            tone="quiet"
            icon={isOpen ? 'close' : 'edit'}
            iconOnly
            aria-expanded={isOpen}
            onClick={() => onEdit(isOpen ? null : step.id)}
          >
            {isOpen ? t('act.close') : t('template.edit_step', { name: nameOf(step) })}
          </Button>
        )}
      </td>
    </tr>
  );
}

function StepEditor({
  entity,
  record,
  initial,
  others,
  onClose,
}: {
  entity: EntityInfo;
  record?: Rec;
  initial: Draft;
  others: Rec[];
  onClose: () => void;
}) {
  const form = useId();
  const [draft, setDraft] = useState<Draft>(initial);
  const set = (name: string, value: Draft[string]) => setDraft((d) => ({ ...d, [name]: value }));
  const done = (name: string) => (refresh(entity.name), tell(t('save.done', { title: name })), onClose());
  const save = useAct<void, Rec>(() =>
    record ? patch<Rec>(`${entity.route}/${record.id}`, draft, record.version) : post<Rec>(entity.route, draft),
  );
  const submit = () => save.mutate(undefined, { onSuccess: (saved) => done(nameOf(saved)) });
  const depends = keysIn((draft['depends_on'] ?? record?.['depends_on']) as string | null);
  const problems = save.error?.problems.filter((p) => p.field.replace(/^\//, '').startsWith('depends_on')) ?? [];
  return (
    <div className="step-editor">
      {save.error?.stale && (
        <p className="notice red" role="alert">
          {messageOf(save.error)}
        </p>
      )}
      <Dependencies
        label={say(entity.fields.find((field) => field.name === 'depends_on')?.label)}
        others={others}
        value={depends}
        problems={problems}
        onChange={(keys) => set('depends_on', keys.join(','))}
      />
      <RecordForm
        entity={entity}
        only={kForm}
        draft={draft}
        record={record}
        error={save.error}
        id={form}
        onSubmit={submit}
        onChange={set}
      />
      <div className="row">
        <Button tone="primary" type="submit" form={form} busy={save.isPending}>
          {t('act.save')}
        </Button>
        <Button onClick={onClose}>{t('act.cancel')}</Button>
        <span className="grow" />
        {record?.abilities?.includes('delete') && (
          <Button
            tone="danger"
            onClick={() =>
              remove(`${entity.route}/${record.id}`, record.version).then(() => {
                refresh(entity.name);
                tell(t('record.deleted'));
                onClose();
              }, tellError)
            }
          >
            {t('act.delete')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Dependencies({
  label,
  others,
  value,
  problems,
  onChange,
}: {
  label: string;
  others: Rec[];
  value: string[];
  problems: Problem[];
  onChange: (keys: string[]) => void;
}) {
  const toggle = (key: string) => onChange(value.includes(key) ? value.filter((one) => one !== key) : [...value, key]);
  return (
    <fieldset>
      <legend>{label}</legend>
      {others.length === 0 && <p className="hint">{t('template.no_other_steps')}</p>}
      <div className="row wrap">
        {others.map((other) => {
          const key = String(other['code']);
          return (
            <label key={key} className="choice">
              <input type="checkbox" checked={value.includes(key)} onChange={() => toggle(key)} />
              {nameOf(other)}
            </label>
          );
        })}
      </div>
      {problems.map((problem, i) => (
        <p key={i} className="problem" role="alert">
          {problem.message ?? sentence(problem)}
        </p>
      ))}
    </fieldset>
  );
}

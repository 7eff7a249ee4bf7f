// The inputs a verb asks for, one for each kind of member.
import { useId, useState, type ReactNode } from 'react';
import { RefPicker, RefTitle } from '@/fields/ref';
import { useEntity } from '@/api/queries';
import type { Rec } from '@/api/types';
import { Button } from '@/kit/Button';
import { DateInput } from '@/kit/DateInput';
import { say, t } from '@/kit/i18n';
import { titleIn, wordOf } from './marks';
import type { Step } from './types';
import type { Member } from './verbs';

export type Values = Record<string, unknown>;

const isFilled = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && String(value).trim() !== '';

export const isComplete = (members: Member[], values: Values): boolean =>
  members.every((member) => !member.required || isFilled(values[member.name]));

/** Members left empty are not sent. */
export const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => isFilled(value)));

export const startOf = (members: Member[], item?: Rec): Values =>
  Object.fromEntries(members.flatMap((m) => (m.from && item ? [[m.name, item[m.from]]] : [])));

interface InputProps {
  member: Member;
  id: string;
  value: unknown;
  set: (value: unknown) => void;
  item?: Rec | undefined;
  steps?: Step[] | undefined;
}

export function Members({
  members,
  values,
  change,
  item,
  steps,
}: {
  members: Member[];
  values: Values;
  change: (values: Values) => void;
  item?: Rec;
  steps?: Step[];
}) {
  return (
    <>
      {members.map((member) => (
        <Field key={member.name} member={member}>
          {(id) => (
            <Input
              member={member}
              id={id}
              value={values[member.name]}
              set={(value) => change({ ...values, [member.name]: value })}
              item={item}
              steps={steps}
            />
          )}
        </Field>
      ))}
    </>
  );
}

/** Chips, lists of people and titles are groups; everything else is one labelled input. */
const isGroup = ({ kind }: Member): boolean =>
  kind === 'choice' || kind === 'people' || kind === 'titles' || kind === 'agree';

function Field({ member, children }: { member: Member; children: (id: string) => ReactNode }) {
  const id = useId();
  const label = (
    <>
      {t(wordOf('member', member.name))}
      {member.required && (
        <span className="must" aria-hidden="true">
          {' '}
          *
        </span>
      )}
    </>
  );
  return (
    <div className="field" {...(isGroup(member) ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}>
      {isGroup(member) ? <span id={`${id}-label`}>{label}</span> : <label htmlFor={id}>{label}</label>}
      {children(id)}
    </div>
  );
}

function Input({ member, id, value, set, item, steps }: InputProps) {
  const required = member.required ? { required: true } : {};
  switch (member.kind) {
    case 'text':
      return <textarea id={id} rows={3} value={String(value ?? '')} onChange={(e) => set(e.target.value)} />;
    case 'person':
    case 'organisation':
      return (
        <RefPicker
          id={id}
          label={t(wordOf('member', member.name))}
          entity={member.kind}
          value={(value as number | undefined) ?? null}
          onChange={set}
          {...required}
        />
      );
    case 'case':
      return (
        <RefPicker
          id={id}
          label={t(wordOf('member', member.name))}
          entity="service_case"
          value={(value as number | undefined) ?? null}
          query={
            item?.['enterprise_id']
              ? { enterprise_id: String(item['enterprise_id']), alive: 'true' }
              : { alive: 'true' }
          }
          onChange={set}
          {...required}
        />
      );
    case 'people':
      return <People ids={(value as number[] | undefined) ?? []} set={set} />;
    case 'choice':
      return <Choices member={member} value={value} set={set} />;
    case 'agree':
      return (
        <Chips
          options={[
            { name: 'true', label: t('sign.agree') },
            { name: 'false', label: t('sign.disagree') },
          ]}
          value={value === undefined ? undefined : String(value)}
          set={(name) => set(name === 'true')}
        />
      );
    case 'days':
      return (
        <input
          id={id}
          inputMode="numeric"
          value={String(value ?? '')}
          autoComplete="off"
          onChange={(e) => set(/^\d+$/.test(e.target.value.trim()) ? Number(e.target.value) : e.target.value)}
        />
      );
    case 'day':
      return <DateInput id={id} value={String(value ?? '')} onChange={set} />;
    case 'step':
      return (
        <select id={id} value={String(value ?? '')} onChange={(e) => set(e.target.value)}>
          <option value="">–</option>
          {steps?.map((step) => (
            <option key={step.key} value={step.key}>
              {titleIn(step.name, step.name_en)}
            </option>
          ))}
        </select>
      );
    case 'titles':
      return <Titles titles={(value as string[] | undefined) ?? []} set={set} />;
  }
}

export interface Chip {
  name: string;
  label: string;
}
export const Chips = ({
  options,
  value,
  set,
}: {
  options: Chip[];
  value: string | undefined;
  set: (name: string) => void;
}) => (
  <div className="chips">
    {options.map((option) => (
      <button key={option.name} type="button" aria-pressed={option.name === value} onClick={() => set(option.name)}>
        {option.label}
      </button>
    ))}
  </div>
);

function Choices({ member, value, set }: { member: Member; value: unknown; set: (value: unknown) => void }) {
  const { entity = 'service_case', field = '', only } = member.of ?? {};
  const choices = useEntity(entity)?.fields.find((f) => f.name === field)?.choices ?? [];
  return (
    <Chips
      options={choices
        .filter((choice) => !only || only.includes(choice.name))
        .map((choice) => ({ name: choice.name, label: say(choice.label) }))}
      value={value === undefined || value === null ? undefined : String(value)}
      set={(name) => set(name === value && !member.required ? undefined : name)}
    />
  );
}

function People({ ids, set }: { ids: number[]; set: (ids: number[]) => void }) {
  return (
    <>
      {ids.length > 0 && (
        <ul className="lines">
          {ids.map((id) => (
            <li key={id}>
              <RefTitle entity="person" id={id} />
              <span className="grow" />
              <Button small tone="quiet" icon="close" iconOnly onClick={() => set(ids.filter((one) => one !== id))}>
                {t('act.delete')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <RefPicker
        key={ids.join()}
        entity="person"
        label={t('member.person_id')}
        value={null}
        onChange={(id) => id !== null && !ids.includes(id) && set([...ids, id])}
      />
    </>
  );
}

/** One title a line, empty lines do not count. */
function Titles({ titles, set }: { titles: string[]; set: (titles: string[]) => void }) {
  const [text, setText] = useState(titles.join('\n'));
  const change = (typed: string) => {
    setText(typed);
    set(typed.split('\n').flatMap((line) => line.trim() || []));
  };
  return (
    <textarea
      rows={4}
      aria-label={t('member.titles')}
      placeholder={t('member.titles_hint')}
      value={text}
      onChange={(e) => change(e.target.value)}
    />
  );
}

// The editor of one light rule: bands in a small table, the drawing beside them, the server's objections in place.
import { useId, useState } from 'react';
import { ApiError, messageOf, patch, post, sentence } from '@/api/client';
import { refresh, useAct } from '@/api/queries';
import type { EntityInfo, Problem, Rec, Value } from '@/api/types';
import { RecordForm, type Draft } from '@/fields/RecordForm';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { t } from '@/kit/i18n';
import { tell } from '@/kit/toast';
import { BandBar, lightWord } from './BandBar';
import { bandOf, readBands, typed, written, type TypedBand } from './bands';
import type { Edited } from './LightRules';

const kFields = ['code', 'name', 'measure', 'citation', 'effective_from', 'effective_until'];
const kLights = ['green', 'yellow', 'red'];

const isAboutBands = (problem: Problem): boolean => problem.field.replace(/^\//, '').startsWith('bands');

/** What is not about the bands stands at the fields of the form; nothing, if the bands were all there was. */
function withoutBands(error: ApiError | null): ApiError | null {
  if (!error) return null;
  const rest = error.problems.filter((problem) => !isAboutBands(problem));
  if (error.problems.length > 0 && rest.length === 0) return null;
  return new ApiError(error.status, error.code, error.message, rest, error.request);
}

export function LightRuleEditor({
  entity,
  edited,
  onClose,
}: {
  entity: EntityInfo;
  edited: Edited;
  onClose: () => void;
}) {
  const form = useId();
  const { record } = edited;
  const [draft, setDraft] = useState<Draft>(() =>
    record ? {} : Object.fromEntries(kFields.map((name) => [name, (edited.initial[name] ?? null) as Value])),
  );
  const [rows, setRows] = useState(() => readBands(edited.initial['bands']).map(typed));
  const save = useAct<void, Rec>(() => {
    const values = { ...draft, bands: written(rows) };
    return record
      ? patch<Rec>(`${entity.route}/${record.id}`, values, record.version)
      : post<Rec>(entity.route, values);
  });
  const submit = () =>
    save.mutate(undefined, {
      onSuccess: (saved) => {
        refresh(entity.name);
        tell(t('lights.saved', { name: String(saved['name']) }));
        onClose();
      },
    });
  return (
    <Dialog
      wide
      title={record ? t('lights.edit', { name: String(record['name']) }) : t('lights.new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('act.cancel')}</Button>
          <Button tone="primary" type="submit" form={form} busy={save.isPending}>
            {t('act.save')}
          </Button>
        </>
      }
    >
      {save.error?.stale && (
        <p className="notice red" role="alert">
          {messageOf(save.error)}
        </p>
      )}
      <BandTable rows={rows} onChange={setRows} problems={save.error?.problems.filter(isAboutBands) ?? []} />
      <RecordForm
        entity={entity}
        only={kFields}
        draft={draft}
        record={record}
        error={withoutBands(save.error)}
        id={form}
        onSubmit={submit}
        onChange={(name, value) => setDraft((d) => ({ ...d, [name]: value }))}
      />
    </Dialog>
  );
}

function BandTable({
  rows,
  onChange,
  problems,
}: {
  rows: TypedBand[];
  onChange: (rows: TypedBand[]) => void;
  problems: Problem[];
}) {
  const change = (at: number, part: Partial<TypedBand>) =>
    onChange(rows.map((row, i) => (i === at ? { ...row, ...part } : row)));
  return (
    <section className="stack">
      <h3>{t('lights.bands')}</h3>
      <BandBar bands={rows.map(bandOf)} />
      <table className="bands">
        <thead>
          <tr>
            <th scope="col">{t('lights.from')}</th>
            <th scope="col">{t('lights.until')}</th>
            <th scope="col">{t('lights.light')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <BandRow
              key={i}
              number={i + 1}
              row={row}
              onChange={(part) => change(i, part)}
              onRemove={() => onChange(rows.filter((_, other) => other !== i))}
            />
          ))}
        </tbody>
      </table>
      <div>
        <Button
          small
          icon="plus"
          onClick={() => onChange([...rows, { from: rows.at(-1)?.until ?? '', until: '', light: 'red' }])}
        >
          {t('lights.add_band')}
        </Button>
      </div>
      {problems.length > 0 ? (
        <div className="notice red" role="alert">
          <ul>
            {problems.map((problem, i) => (
              <li key={i}>{problem.message ?? sentence(problem)}</li>
            ))}
          </ul>
        </div>
      ) : (
        <p className="hint">{t('lights.note')}</p>
      )}
    </section>
  );
}

function BandRow({
  number,
  row,
  onChange,
  onRemove,
}: {
  number: number;
  row: TypedBand;
  onChange: (part: Partial<TypedBand>) => void;
  onRemove: () => void;
}) {
  const end = (name: 'from' | 'until') => (
    <td>
      <input
        inputMode="numeric"
        aria-label={`${t(`lights.${name}`)} ${number}`}
        placeholder={t('lights.open_end')}
        value={row[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </td>
  );
  return (
    <tr>
      {end('from')}
      {end('until')}
      <td>
        <select
          aria-label={`${t('lights.light')} ${number}`}
          value={row.light}
          onChange={(event) => onChange({ light: event.target.value })}
        >
          {kLights.map((light) => (
            <option key={light} value={light}>
              {lightWord(light)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <Button tone="quiet" small icon="close" iconOnly onClick={onRemove}>
          {t('lights.remove_band', { n: number })}
        </Button>
      </td>
    </tr>
  );
}

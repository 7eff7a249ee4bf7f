// One batch: what was recognised, what is wrong at which cell with a proposed fix, then import, error workbook, undo.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useAct, useEntity, useGet } from '@/api/queries';
import { ShownValue } from '@/fields/registry';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { count } from '@/kit/format';
import { maybe, say, t, type Key } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Card, Page, Table, Tag, Tile } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';
import { Defects } from './Defects';
import type { Fix, Preview, Summary } from './types';
import './intake.css';

export default function BatchPage({ params }: { params: Record<string, string | undefined> }) {
  const query = useGet<Preview>(`/api/intake/batches/${params['id']}/preview`);
  return (
    <Loaded query={query} rows={12}>
      {(preview) => <BatchView preview={preview} />}
    </Loaded>
  );
}

interface Imported {
  created: number;
  updated: number;
  same: number;
  skipped: number;
}
interface Undone {
  removed: number;
  restored: number;
  kept_because_changed: number;
}

function BatchView({ preview }: { preview: Preview }) {
  const { batch, summary } = preview;
  const route = `/api/intake/batches/${batch.id}`;
  const may = (verb: string) => batch.abilities === undefined || batch.abilities.includes(verb);
  const isOpen = batch['state'] !== 'imported' && batch['state'] !== 'undone' && batch['state'] !== 'failed';
  const after = () => (refresh('batch'), refresh('defect'));
  const fix = useAct<Fix, Summary>((wanted) => post<Summary>(`${route}/fixes`, wanted));
  const run = useAct<void, Imported>(() => post<Imported>(`${route}/import`));
  const undo = useAct<void, Undone>(() => post<Undone>(`${route}/undo`));
  const [done, setDone] = useState<Imported | null>(null);
  const doUndo = () =>
    undo.mutate(undefined, {
      onSuccess: (u) => (after(), refresh(), setDone(null), tell(t('import.undone', { ...u }))),
      onError: tellError,
    });
  const importAction: Action = {
    id: 'batch.import',
    icon: 'check',
    label: t('import.do', { n: count(summary.create + summary.update) }),
    visible: isOpen && may('import') && summary.rows > summary.blocked,
    perform: () =>
      run.mutate(undefined, {
        onSuccess: (r) => (after(), refresh(), setDone(r), tell(t('import.done', { ...r }), doUndo)),
        onError: tellError,
      }),
  };
  const undoAction: Action = {
    id: 'batch.undo',
    icon: 'undo',
    label: t('import.undo'),
    visible: batch['state'] === 'imported' && may('undo'),
    perform: doUndo,
  };
  const fixAll: Action = {
    id: 'batch.fix_all',
    icon: 'check',
    label: t('defect.accept_all', { n: count(summary.by_code.reduce((sum, c) => sum + c.fixable, 0)) }),
    shortcut: 'shift+a',
    visible: isOpen && may('update') && summary.by_code.some((c) => c.fixable > 0),
    perform: () => fix.mutate({ accept: 'all' }, { onSuccess: after, onError: tellError }),
  };
  useActions([fixAll, importAction, undoAction]);
  const state = String(batch['state'] ?? '');
  return (
    <Page
      title={String(batch['file_name'] ?? t('import.pasted_name'))}
      crumbs={[{ href: '/import', label: t('nav.import') }]}
      count={maybe(`batch.${state}`) ?? state}
      actions={
        <>
          <a className="button plain" href={`${route}/error_workbook`} download>
            <Icon name="download" size={16} />
            {t('import.error_workbook')}
          </a>
          <ActionButton action={fixAll} />
          <ActionButton action={undoAction} />
          <ActionButton action={importAction} tone="primary" />
        </>
      }
    >
      {done && (
        <p className="notice green" role="status">
          {t('import.done', { ...done })}
        </p>
      )}
      <div className="tiles">
        <Tile label={t('import.rows')} value={count(summary.rows)} />
        <Tile label={t('import.create')} value={count(summary.create)} hue="blue" />
        <Tile label={t('import.update')} value={count(summary.update)} hue="amber" />
        <Tile label={t('import.same')} value={count(summary.same)} />
        <Tile
          label={t('import.blocked')}
          value={count(summary.blocked)}
          {...(summary.blocked ? { hue: 'red' as const } : { hue: 'green' as const })}
          note={t('import.blocked_note')}
        />
        <Tile label={t('import.defects')} value={count(summary.defects)} />
      </div>
      <Sheets preview={preview} />
      <Defects
        batch={batch.id}
        summary={summary}
        mayFix={isOpen && may('update')}
        fix={(wanted) => fix.mutate(wanted, { onSuccess: after, onError: tellError })}
        busy={fix.isPending}
      />
      <Sample preview={preview} />
    </Page>
  );
}

function Sheets({ preview }: { preview: Preview }) {
  return (
    <Card title={t('import.sheets')}>
      <ul className="sheets">
        {preview.sheets.map((sheet) => (
          <li key={sheet.name}>
            <p className="row wrap">
              <strong>{sheet.name}</strong>
              <Tag hue={sheet.recognised ? 'green' : 'grey'}>
                {t(sheet.recognised ? 'import.recognised' : 'import.not_recognised')}
              </Tag>
              {sheet.hidden && <Tag hue="amber">{t('import.hidden')}</Tag>}
              {sheet.recognised && (
                <span className="faint">
                  {t('import.sheet_note', { header: sheet.header_row, rows: count(sheet.rows) })}
                </span>
              )}
            </p>
            {sheet.columns.length > 0 && (
              <ul className="columns">
                {sheet.columns.map((column) => (
                  <li key={column.letter} className={column.field ? '' : 'ignored'}>
                    <code>{column.letter}</code> {column.heading}
                    {column.field ? (
                      <>
                        <span aria-hidden="true"> → </span>
                        <span>{say(column.label ?? undefined, column.field)}</span>
                      </>
                    ) : (
                      <span className="faint"> {t('import.column_ignored')}</span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Sample({ preview }: { preview: Preview }) {
  const entity = useEntity(String(preview.batch['target'] ?? 'enterprise'));
  const fields = [
    ...new Set(preview.sheets.flatMap((s) => s.columns.flatMap((c) => (c.field ? [c.field] : [])))),
  ].slice(0, 8);
  if (!preview.rows.length) return null;
  const info = (name: string) => entity?.fields.find((f) => f.name === name);
  return (
    <Card title={t('import.sample')} note={t('import.sample_note', { n: preview.rows.length })} flush>
      <Table
        caption={t('import.sample')}
        head={[t('import.row'), t('import.action'), ...fields.map((f) => say(info(f)?.label, f))]}
        rows={preview.rows.map((row) => [
          row.row,
          <Tag
            key="a"
            hue={
              row.action === 'create'
                ? 'blue'
                : row.action === 'update'
                  ? 'amber'
                  : row.action === 'blocked'
                    ? 'red'
                    : 'grey'
            }
          >
            {t(`row.${row.action}` as Key)}
          </Tag>,
          ...fields.map((f) => <ShownValue key={f} field={info(f)} value={row.values[f]} />),
        ])}
      />
    </Card>
  );
}

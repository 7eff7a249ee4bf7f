// The defects of a batch: groups by kind with one-click acceptance, and each one at its cell.
import { useState } from 'react';
import { usePages } from '@/api/pages';
import { sentence } from '@/api/client';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { maybe, say, t, type Key } from '@/kit/i18n';
import { Card, Tabs, Tag } from '@/kit/layout';
import { PagedTable } from '@/kit/PagedTable';
import { Empty } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import type { Column } from '@/kit/VirtualTable';
import type { Defect, Fix, Summary } from './types';

const kStates = ['open', 'accepted', 'edited', 'ignored'] as const;
/** Pixels of a row and of the head; a short list takes little of the page, a long one scrolls in its own frame. */
const [kRow, kHead, kLeast, kMost] = [40, 38, 6, 12];
const heightFor = (rows: number): string => `min(70vh, ${kHead + kRow * Math.min(kMost, Math.max(kLeast, rows))}px)`;
const codeWord = (code: string): string => maybe(`defect.${code}`) ?? maybe(`problem.${code}`) ?? code;

function messageOf(defect: Defect): string {
  if (defect.message) return defect.message;
  const params =
    typeof defect.params === 'string'
      ? (JSON.parse(defect.params || '{}') as Record<string, string>)
      : (defect.params ?? {});
  return maybe(`defect.${defect.code}`, params) ?? sentence({ code: defect.code, field: defect.field ?? '', params });
}

/** What deciding about defects needs: whether one may, how, and whether a decision is on its way. */
interface Decide {
  mayFix: boolean;
  fix: (wanted: Fix) => void;
  busy: boolean;
}

const columnsOf = ({ mayFix, fix, busy }: Decide): Column<Defect>[] => [
  {
    key: 'cell',
    title: t('defect.cell'),
    width: '120px',
    cell: (d) => (
      <span className="cell-address">
        <code>{d.cell}</code> <small className="faint">{d.sheet}</small>
      </span>
    ),
  },
  {
    key: 'message',
    title: t('defect.problem'),
    width: 'minmax(200px, 2fr)',
    phone: true,
    cell: (d) => (
      <span className="row" title={messageOf(d)}>
        <Tag hue={d.severity === 'error' ? 'red' : 'amber'}>{t(`severity.${d.severity}` as Key)}</Tag>
        <span className="cut">{messageOf(d)}</span>
      </span>
    ),
  },
  {
    key: 'value',
    title: t('defect.change'),
    width: 'minmax(160px, 1.2fr)',
    cell: (d) => <Proposal defect={d} mayFix={mayFix} fix={fix} />,
  },
  {
    key: 'acts',
    title: t('defect.act'),
    width: '150px',
    end: true,
    phone: true,
    cell: (d) =>
      mayFix && d.state === 'open' ? (
        <span className="row end">
          {d.proposal !== null && (
            <Button small tone="plain" disabled={busy} onClick={() => fix({ accept: [d.id] })}>
              {t('defect.accept')}
            </Button>
          )}
          <Button small tone="quiet" disabled={busy} onClick={() => fix({ ignore: [d.id] })}>
            {t('defect.ignore')}
          </Button>
        </span>
      ) : (
        <Tag>{t(`defect.state.${d.state}` as Key)}</Tag>
      ),
  },
];

export function Defects({
  batch,
  summary,
  mayFix,
  fix,
  busy,
}: {
  batch: number;
  summary: Summary;
  mayFix: boolean;
  fix: (wanted: Fix) => void;
  busy: boolean;
}) {
  const [state, change] = useUrlState();
  const shown = state['state'] ?? 'open';
  const code = state['code'];
  const query = usePages('/api/intake/defects', { batch_id: batch, state: shown === 'all' ? undefined : shown, code });
  const decide: Decide = { mayFix, fix, busy };
  return (
    <Card title={t('import.defects')} note={count(summary.defects)}>
      {summary.by_code.length > 0 && (
        <ul className="kinds">
          {summary.by_code.map((kind) => (
            <li key={kind.code}>
              <button
                type="button"
                className="kind"
                aria-pressed={code === kind.code}
                onClick={() => change({ code: code === kind.code ? null : kind.code, state: null })}
              >
                {say(kind.title) || codeWord(kind.code)}
                <strong>{count(kind.count)}</strong>
              </button>
              {mayFix && kind.fixable > 0 && (
                <Button small tone="quiet" icon="check" disabled={busy} onClick={() => fix({ code: kind.code })}>
                  {t('defect.accept_kind', { n: count(kind.fixable) })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="filters">
        <Tabs
          label={t('defect.states')}
          value={shown}
          onChange={(value) => change({ state: value })}
          options={[
            ...kStates.map((s) => ({ value: s as string, label: t(`defect.state.${s}`) })),
            { value: 'all', label: t('views.all') },
          ]}
        />
      </div>
      <div className="defect-grid" style={{ height: heightFor(query.data?.total ?? kLeast) }}>
        <PagedTable<Defect>
          query={query}
          empty={<Empty icon="check" title={shown === 'open' ? t('defect.none_open') : t('list.no_match')} />}
          label={t('import.defects')}
          columns={columnsOf(decide)}
        />
      </div>
    </Card>
  );
}

function Proposal({ defect, mayFix, fix }: { defect: Defect; mayFix: boolean; fix: (wanted: Fix) => void }) {
  const [text, setText] = useState<string | null>(null);
  if (text !== null)
    return (
      <form
        className="row"
        onSubmit={(e) => (e.preventDefault(), fix({ edit: [{ id: defect.id, value: text }] }), setText(null))}
      >
        <input
          autoFocus
          aria-label={t('defect.new_value', { cell: defect.cell })}
          value={text}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={(e) => e.key === 'Escape' && setText(null)}
        />
        <Button small tone="primary" type="submit">
          {t('act.save')}
        </Button>
      </form>
    );
  const face = (
    <>
      <del>{defect.value || t('defect.blank')}</del>
      {defect.proposal !== null && (
        <>
          <span aria-hidden="true"> → </span>
          <ins>{defect.proposal || t('defect.left_out')}</ins>
        </>
      )}
    </>
  );
  return mayFix && defect.state === 'open' ? (
    <span className="row">
      <span className="cut">{face}</span>
      <Button small tone="quiet" icon="edit" iconOnly onClick={() => setText(defect.proposal ?? defect.value ?? '')}>
        {t('defect.edit', { cell: defect.cell })}
      </Button>
    </span>
  ) : (
    <span className="cut">{face}</span>
  );
}

// Staged limits of the desk: one row for each grade and effective date; a case keeps the version it began with.
import { lazy, Suspense, useState } from 'react';
import { useEntity, useGet, useMayCreate } from '@/api/queries';
import type { List, Rec, Value } from '@/api/types';
import type { Draft } from '@/fields/RecordForm';
import { RecordList } from '@/fields/RecordList';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { useUrlState } from '@/kit/url';

const RecordDrawer = lazy(() => import('@/fields/RecordDrawer'));
const kEntity = 'service_standard';
const kColumns = [
  'name',
  'grade',
  'acceptance_minutes',
  'signing_minutes',
  'reply_minutes',
  'promised_minutes',
  'legal_minutes',
  'effective_from',
  'effective_until',
];

/** "From 2020-06-01" or "2020-06-01 to 2021-01-01". */
export const inForce = (record: Rec): string =>
  record['effective_until']
    ? t('standard.until', { from: String(record['effective_from']), until: String(record['effective_until']) })
    : t('standard.from', { date: String(record['effective_from']) });

export default function Standards() {
  const [, change] = useUrlState();
  const entity = useEntity(kEntity);
  const mayCreate = useMayCreate(kEntity);
  const [copy, setCopy] = useState<Draft | null>(null);
  const again = (record: Rec) => {
    const fields = entity?.fields.filter((f) => !f.read_only && !f.name.startsWith('effective_')) ?? [];
    change({ open: null });
    setCopy(Object.fromEntries(fields.map((f) => [f.name, record[f.name] as Value])));
  };
  return (
    <>
      <RecordList
        bare
        entity={kEntity}
        columns={kColumns}
        extra={(record) => (
          <Versions record={record}>
            {mayCreate && (
              <Button small icon="plus" onClick={() => again(record)}>
                {t('standard.new_version')}
              </Button>
            )}
          </Versions>
        )}
      />
      {copy && (
        <Suspense fallback={null}>
          <RecordDrawer entity={kEntity} id="new" initial={copy} onClose={() => setCopy(null)} />
        </Suspense>
      )}
    </>
  );
}

function Versions({ record, children }: { record: Rec; children: React.ReactNode }) {
  const entity = useEntity(kEntity);
  const query = useGet<List>(
    entity?.route ?? '',
    { grade: String(record['grade']), sort: '-effective_from', limit: 50 },
    { enabled: !!entity },
  );
  return (
    <section className="stack">
      <div className="row between wrap">
        <h3>{t('standard.versions')}</h3>
        {children}
      </div>
      <ol className="lines">
        {query.data?.items.map((version) => (
          <li key={version.id} aria-current={version.id === record.id || undefined}>
            <span className={version.id === record.id ? 'lead' : 'muted'}>{inForce(version)}</span>
            <span className="faint">{String(version['name'])}</span>
          </li>
        ))}
      </ol>
      <p className="hint">{t('standard.note')}</p>
    </section>
  );
}

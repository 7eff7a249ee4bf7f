// Checklist templates by code and edition; one of them opens with its steps, its graph and a dry run.
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useEntity, useGet, useMayCreate } from '@/api/queries';
import type { EntityInfo, List, Rec } from '@/api/types';
import { Cell } from '@/fields/registry';
import { Button } from '@/kit/Button';
import { language, t } from '@/kit/i18n';
import { Table } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import { TemplateEditor } from './TemplateEditor';
import './admin_desk.css';

const RecordDrawer = lazy(() => import('@/fields/RecordDrawer'));
const kShown = ['category', 'edition', 'state', 'effective_from'];

export const nameOf = (record: Rec): string =>
  String((language() === 'en' && record['name_en']) || record['name'] || `#${record.id}`);

export default function Templates() {
  const [state, change] = useUrlState();
  const entity = useEntity('checklist_template');
  const chosen = /^\d+$/.test(state['template'] ?? '') ? Number(state['template']) : undefined;
  if (!entity) return null;
  if (chosen !== undefined)
    return (
      <TemplateEditor
        key={chosen}
        entity={entity}
        id={chosen}
        onOpen={(id) => change({ template: id === undefined ? null : String(id) }, true)}
      />
    );
  return <TemplateList entity={entity} />;
}

function TemplateList({ entity }: { entity: EntityInfo }) {
  const [state, change] = useUrlState();
  const query = useGet<List>(entity.route, { limit: 200, sort: 'code' });
  const mayCreate = useMayCreate('checklist_template');
  const shown = kShown.flatMap((name) => entity.fields.filter((field) => field.name === name));
  return (
    <div className="stack">
      {mayCreate && (
        <div>
          <Button icon="plus" onClick={() => change({ open: 'new' }, true)}>
            {t('template.new')}
          </Button>
        </div>
      )}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('template.none')} />
          ) : (
            <Table
              caption={t('template.all')}
              head={[entity, ...shown].map((one) => one.label[language()])}
              rows={byEdition(items).map((record) => [
                <Link key="name" href={`/admin/templates?template=${record.id}`}>
                  {nameOf(record)} <code className="faint">{String(record['code'])}</code>
                </Link>,
                ...shown.map((field) => <Cell key={field.name} field={field} record={record} />),
              ])}
            />
          )
        }
      </Loaded>
      {state['open'] === 'new' && (
        <Suspense fallback={null}>
          <RecordDrawer
            entity="checklist_template"
            id="new"
            onClose={() => change({ open: null })}
            onSaved={(made) => change({ open: null, template: String(made.id) })}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Newest edition of each code first. */
const byEdition = (items: Rec[]): Rec[] =>
  [...items].sort(
    (a, b) => String(a['code']).localeCompare(String(b['code'])) || Number(b['edition']) - Number(a['edition']),
  );

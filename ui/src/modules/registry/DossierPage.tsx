// One firm, one dossier: who is accountable, every value with its date and source, the group, every change. Prints on one A4.
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import { useEntity, useGet, useMay } from '@/api/queries';
import type { Change, EntityInfo, Rec } from '@/api/types';
import { Timeline } from '@/fields/History';
import { Cell } from '@/fields/registry';
import { RevealButton } from '@/fields/Reveal';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { say, t, withCases } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Bar, Card, Page, Tag } from '@/kit/layout';
import { Empty, Loaded, Skeleton } from '@/kit/states';
import type { Dossier } from './types';
import './registry.css';

const RecordDrawer = lazy(() => import('@/fields/RecordDrawer'));
const Dialogs = () => import('./OfficerDialogs');
const AssignDialog = lazy(() => Dialogs().then((m) => ({ default: m.AssignDialog })));

const ObjectCases = lazy(withCases(() => import('@/modules/casework/ObjectCases')));

/** Who answers for the firm is said by the line itself. */
const ownChange = ({ entity, ...change }: Change): Change =>
  entity === 'duty' || !entity ? change : { ...change, entity };

export default function DossierPage({ params }: { params: Record<string, string | undefined> }) {
  const id = Number(params['id']);
  const query = useGet<Dossier>(`/api/registry/enterprises/${id}/dossier`);
  const entity = useEntity('enterprise');
  return (
    <Loaded query={query}>{(dossier) => (entity ? <DossierView dossier={dossier} entity={entity} /> : null)}</Loaded>
  );
}

function DossierView({ dossier, entity }: { dossier: Dossier; entity: EntityInfo }) {
  const [open, setOpen] = useState<'edit' | 'assign' | null>(null);
  const { enterprise, accountable, completeness } = dossier;
  const mayEdit = enterprise.abilities?.includes('update') ?? false;
  const mayAssign = useMay('duty', 'assign');
  const mayInvite = useMay('invitation', 'create');
  const edit: Action = {
    id: 'dossier.edit',
    label: t('act.edit'),
    icon: 'edit',
    shortcut: 'e',
    visible: mayEdit,
    perform: () => setOpen('edit'),
  };
  const print: Action = {
    id: 'dossier.print',
    label: t('dossier.print'),
    icon: 'print',
    perform: () => window.print(),
  };
  useActions([edit, print]);
  return (
    <Page
      className="dossier"
      title={String(enterprise['name'])}
      crumbs={[{ href: '/enterprises', label: t('nav.enterprises') }]}
      actions={
        <>
          <ActionButton action={print} />
          <ActionButton action={edit} tone="primary" />
        </>
      }
    >
      <section className="holder" aria-label={t('dossier.who')}>
        <div>
          <span className="tile-label">{t('dossier.who')}</span>
          {accountable ? <strong>{accountable.name}</strong> : <strong className="red">{t('duty.nobody')}</strong>}
          {accountable && (
            <span className="tile-note">
              {accountable.station} {t('dossier.since', { date: accountable.since })}
            </span>
          )}
          {mayAssign && (
            <Button small onClick={() => setOpen('assign')}>
              {accountable ? t('hand_over.do') : t('assign.open')}
            </Button>
          )}
        </div>
        <div>
          <span className="tile-label">{t('dossier.complete')}</span>
          <strong>
            {completeness.filled} / {completeness.of}
          </strong>
          <Bar part={completeness.filled / Math.max(1, completeness.of)} hue="green" />
        </div>
        <div>
          <span className="tile-label">{t('dossier.branch')}</span>
          <strong>{t('dossier.group_size', { n: count(dossier.group.entities) })}</strong>
          <span className="tile-note">{t('dossier.group_people', { n: count(dossier.group.employees) })}</span>
          {dossier.group.projects > 0 && (
            <span className="tile-note">{t('dossier.group_projects', { n: count(dossier.group.projects) })}</span>
          )}
        </div>
      </section>
      <div className="split">
        <Card title={t('dossier.values')}>
          <Values entity={entity} record={enterprise} facts={dossier.facts} />
        </Card>
        <div className="stack wide">
          <div className="no-print">
            <Suspense fallback={<Skeleton rows={3} />}>
              <ObjectCases
                start={{ firm: { id: enterprise.id, name: String(enterprise['name']) } }}
                mayInvite={mayInvite}
              />
            </Suspense>
          </div>
          <Card title={t('dossier.group')}>
            <Group dossier={dossier} />
          </Card>
          <Card title={t('dossier.timeline')} note={count(dossier.timeline.length)}>
            {dossier.timeline.length ? (
              <Timeline changes={dossier.timeline.map(ownChange)} />
            ) : (
              <Empty icon="history" title={t('history.empty')} />
            )}
          </Card>
        </div>
      </div>
      <Suspense fallback={null}>
        {open === 'edit' && <RecordDrawer entity="enterprise" id={enterprise.id} onClose={() => setOpen(null)} />}
        {open === 'assign' && (
          <AssignDialog
            target={{ objects: [{ kind: 'enterprise', id: enterprise.id }] }}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </Page>
  );
}

function Values({ entity, record, facts }: { entity: EntityInfo; record: Rec; facts: Dossier['facts'] }) {
  const filled = entity.fields.filter(
    (f) => f.name !== entity.title && record[f.name] !== null && record[f.name] !== undefined && record[f.name] !== '',
  );
  const empty = entity.fields.filter((f) => f.name !== entity.title && !filled.includes(f));
  return (
    <>
      <dl className="values">
        {filled.map((field) => {
          const fact = facts[field.name];
          return (
            <div key={field.name}>
              <dt>{say(field.label)}</dt>
              <dd>
                <Cell field={field} record={record} /> <RevealButton entity={entity} field={field} record={record} />
              </dd>
              {fact && (
                <dd className="source">
                  {fact.as_of && <time>{t('dossier.as_of', { date: fact.as_of })}</time>} {fact.source}
                </dd>
              )}
            </div>
          );
        })}
      </dl>
      {empty.length > 0 && (
        <p className="faint no-print">
          {t('dossier.missing')} {empty.map((f) => say(f.label)).join(t('word.comma'))}
        </p>
      )}
    </>
  );
}

function Group({ dossier }: { dossier: Dossier }) {
  const { ancestors, children } = dossier.group;
  if (!ancestors.length && !children.length) return <p className="faint">{t('dossier.alone')}</p>;
  return (
    <ul className="family">
      {ancestors.map((a) => (
        <li key={a.id}>
          <Icon name="up" size={14} />
          <Link href={`/enterprises/${a.id}`}>{a.name}</Link>
        </li>
      ))}
      <li className="self">
        <Icon name="firm" size={14} />
        {String(dossier.enterprise['name'])}
      </li>
      {children.slice(0, 12).map((c) => (
        <li key={c.id} className="child">
          <Link href={`/enterprises/${c.id}`}>{c.name}</Link>
          {c.children_count > 0 && <Tag>{count(c.children_count)}</Tag>}
        </li>
      ))}
      {children.length > 12 && <li className="child faint">{t('list.more', { n: count(children.length - 12) })}</li>}
    </ul>
  );
}

// One project: who is accountable, its fields, phases and the strip of nodes.
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useEntity, useGet, useMay } from '@/api/queries';
import type { EntityInfo, List, Rec } from '@/api/types';
import { History } from '@/fields/History';
import { Cell } from '@/fields/registry';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { Button } from '@/kit/Button';
import { count } from '@/kit/format';
import { say, t, withCases } from '@/kit/i18n';
import { Card, Facts, Page, Table } from '@/kit/layout';
import { Empty, Loaded, Skeleton } from '@/kit/states';
import { Nodes } from './Nodes';
import { ProgressCard } from './ProgressCard';
import './projects.css';
import type { NodeLine, NodeVerb, Variance } from './variance';
import { VarianceCard } from './VarianceCard';

const RecordDrawer = lazy(() => import('@/fields/RecordDrawer'));
const AssignDialog = lazy(() => import('@/modules/registry/OfficerDialogs').then((m) => ({ default: m.AssignDialog })));

const NodeDialog = lazy(() => import('./NodeDialog'));
const ObjectCases = lazy(withCases(() => import('@/modules/casework/ObjectCases')));

type Open = { entity: 'project' | 'phase' | 'node'; id: number | 'new' } | 'assign' | null;

export default function ProjectPage({ params }: { params: Record<string, string | undefined> }) {
  const query = useGet<Rec>(`/api/projects/projects/${params['id']}`);
  return <Loaded query={query}>{(project) => <ProjectView project={project} />}</Loaded>;
}

function ProjectView({ project }: { project: Rec }) {
  const entity = useEntity('project');
  const [open, setOpen] = useState<Open>(null);
  const part = { project_id: project.id, sort: 'sequence', limit: 200 };
  const phases = useGet<List>('/api/projects/phases', part);
  const nodes = useGet<List>('/api/projects/nodes', part);
  const story = useGet<Variance>(`/api/projects/projects/${project.id}/variance`);
  const [act, setAct] = useState<{ node: NodeLine; verb: NodeVerb } | null>(null);
  const mayEdit = project.abilities?.includes('update') ?? false;
  const edit: Action = {
    id: 'project.edit',
    label: t('act.edit'),
    icon: 'edit',
    shortcut: 'e',
    visible: mayEdit,
    perform: () => setOpen({ entity: 'project', id: project.id }),
  };
  useActions([edit]);
  const facts = entity ? factsOf(entity, project) : [];
  return (
    <Page
      title={String(project['name'])}
      crumbs={[{ href: '/projects', label: t('nav.projects') }]}
      actions={<ActionButton action={edit} tone="primary" />}
    >
      <Accountable project={project.id} onAssign={() => setOpen('assign')} />
      <Card
        title={t('project.nodes')}
        note={count(nodes.data?.total)}
        actions={
          mayEdit && (
            <Button small icon="plus" onClick={() => setOpen({ entity: 'node', id: 'new' })}>
              {t('act.add')}
            </Button>
          )
        }
      >
        <Loaded query={nodes} rows={2}>
          {({ items }) =>
            items.length ? (
              <Strip nodes={items} onOpen={(id) => setOpen({ entity: 'node', id })} />
            ) : (
              <Empty icon="project" title={t('project.no_nodes')} />
            )
          }
        </Loaded>
      </Card>
      <ProgressCard project={project.id} />
      <div className="split">
        <div className="stack wide">
          <Card title={t('node.list')}>
            <Loaded query={story} rows={6}>
              {({ nodes: lines }) => (
                <Nodes
                  nodes={lines}
                  onAct={(node, verb) => setAct({ node, verb })}
                  onOpen={(id) => setOpen({ entity: 'node', id })}
                />
              )}
            </Loaded>
          </Card>
          <Suspense fallback={<Skeleton rows={3} />}>
            <ObjectCases start={{ project: { id: project.id, name: String(project['name']) }, ...firmOf(project) }} />
          </Suspense>
          <Card title={t('dossier.values')}>
            <Facts items={facts} columns />
          </Card>
        </div>
        <div className="stack wide">
          <Loaded query={story} rows={4}>
            {({ ledger }) => <VarianceCard ledger={ledger} />}
          </Loaded>
          <Card
            title={t('project.phases')}
            note={count(phases.data?.total)}
            actions={
              mayEdit && (
                <Button small icon="plus" onClick={() => setOpen({ entity: 'phase', id: 'new' })}>
                  {t('act.add')}
                </Button>
              )
            }
          >
            <Loaded query={phases} rows={2}>
              {({ items }) =>
                items.length ? (
                  <Phases phases={items} onOpen={(id) => setOpen({ entity: 'phase', id })} />
                ) : (
                  <p className="faint">{t('project.no_phases')}</p>
                )
              }
            </Loaded>
          </Card>
          {entity && (
            <Card title={t('dossier.timeline')}>
              <History entity={entity} id={project.id} />
            </Card>
          )}
        </div>
      </div>
      <Suspense fallback={null}>
        {act && <NodeDialog {...act} onClose={() => setAct(null)} />}
        {open === 'assign' && (
          <AssignDialog target={{ objects: [{ kind: 'project', id: project.id }] }} onClose={() => setOpen(null)} />
        )}
        {open && open !== 'assign' && (
          <RecordDrawer
            entity={open.entity}
            id={open.id}
            onClose={() => setOpen(null)}
            initial={
              open.entity === 'project'
                ? {}
                : { project_id: project.id, sequence: ((open.entity === 'node' ? nodes : phases).data?.total ?? 0) + 1 }
            }
          />
        )}
      </Suspense>
    </Page>
  );
}

function factsOf(entity: EntityInfo, project: Rec): [string, ReactNode][] {
  const isFilled = (value: unknown) => value !== null && value !== undefined && value !== '';
  return entity.fields
    .filter((field) => field.name !== entity.title && isFilled(project[field.name]))
    .map((field) => [say(field.label), <Cell key={field.name} field={field} record={project} />]);
}

/** Whose project it is, where that is known. */
const firmOf = (project: Rec) =>
  project['enterprise_id'] == null
    ? {}
    : { firm: { id: Number(project['enterprise_id']), name: project.titles?.['enterprise_id'] ?? '' } };

function Accountable({ project, onAssign }: { project: number; onAssign: () => void }) {
  const query = { object_kind: 'project', object_id: project, kind: 'accountable', state: 'active', limit: 1 };
  const duties = useGet<List>('/api/registry/duties', query);
  const mayAssign = useMay('duty', 'assign');
  const holder = duties.data?.items[0];
  return (
    <section className="holder" aria-label={t('dossier.who')}>
      <div>
        <span className="tile-label">{t('dossier.who')}</span>
        {duties.data && (
          <strong className={holder ? '' : 'red'}>{holder?.titles?.['officer_id'] ?? t('duty.nobody')}</strong>
        )}
        {mayAssign && (
          <Button small onClick={onAssign}>
            {holder ? t('hand_over.do') : t('assign.open')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Strip({ nodes, onOpen }: { nodes: Rec[]; onOpen: (id: number) => void }) {
  const state = useEntity('node')?.fields.find((f) => f.name === 'state');
  return (
    <ol className="strip" tabIndex={0} aria-label={t('project.nodes')}>
      {nodes.map((node) => (
        <li key={node.id} className={String(node['state'])}>
          <button type="button" onClick={() => onOpen(node.id)}>
            <strong>{String(node['name'])}</strong>
            <small>{say(state?.choices?.find((c) => c.name === node['state'])?.label, String(node['state']))}</small>
            <small>{String(node['actual_on'] ?? node['planned_on'] ?? '')}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Phases({ phases, onOpen }: { phases: Rec[]; onOpen: (id: number) => void }) {
  const entity = useEntity('phase');
  const columns =
    entity?.fields.filter((f) => f.list && f.name !== 'project_id' && f.name !== 'name' && f.name !== 'sequence') ?? [];
  return (
    <Table
      caption={t('project.phases')}
      head={[t('project.phase'), ...columns.map((f) => say(f.label))]}
      rows={phases.map((phase) => [
        <Button key="n" small tone="quiet" onClick={() => onOpen(phase.id)}>
          {String(phase['name'])}
        </Button>,
        ...columns.map((f) => <Cell key={f.name} field={f} record={phase} />),
      ])}
    />
  );
}

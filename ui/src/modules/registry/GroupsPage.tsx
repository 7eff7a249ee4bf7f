// Enterprise groups as a tree that adds up, and the teams of the zone.
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet } from '@/api/queries';
import { RecordList } from '@/fields/RecordList';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Icon } from '@/kit/Icon';
import { Card, Page, Tabs } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { useUrlState } from '@/kit/url';
import type { GroupNode } from './types';
import './registry.css';

export default function GroupsPage() {
  const [state, change] = useUrlState();
  const tab = state['tab'] === 'groups' ? 'groups' : 'teams';
  return (
    <Page className="fill" title={t('nav.groups')}>
      <Tabs
        label={t('nav.groups')}
        value={tab}
        onChange={(next) => change({ tab: next, q: null, open: null, kind: null })}
        options={[
          { value: 'teams', label: t('groups.teams') },
          { value: 'groups', label: t('groups.groups') },
        ]}
      />
      {tab === 'teams' ? <RecordList bare entity="team" title={t('groups.teams')} /> : <GroupTree />}
    </Page>
  );
}

function GroupTree() {
  const query = useGet<{ items: GroupNode[] }>('/api/registry/groups');
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="tree" title={t('groups.none')} />
        ) : (
          <Card flush>
            <div>
              <div className="tree-head" aria-hidden="true">
                <span>{t('groups.groups')}</span>
                <span>{t('groups.entities')}</span>
                <span>{t('groups.employees')}</span>
                <span>{t('nav.projects')}</span>
              </div>
              <ul>
                {items.map((node) => (
                  <TreeNode key={node.id} node={node} depth={0} />
                ))}
              </ul>
            </div>
          </Card>
        )
      }
    </Loaded>
  );
}

/** The head of the column is seen; who hears the screen is told it with each number. */
const Sum = ({ label, value }: { label: string; value: number }) => (
  <span>
    <span className="sr-only">{label} </span>
    {count(value)}
  </span>
);

function TreeNode({ node, depth }: { node: GroupNode; depth: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <div className="tree-row" style={{ paddingInlineStart: 12 + depth * 22 }}>
        {node.children.length > 0 ? (
          <button
            type="button"
            className="twist"
            aria-expanded={isOpen}
            aria-label={t('groups.expand', { name: node.name })}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? 'down' : 'right'} size={14} />
          </button>
        ) : (
          <span className="twist" />
        )}
        <Link href={`/enterprises/${node.id}`}>{node.name}</Link>
        <Sum label={t('groups.entities')} value={node.entities} />
        <Sum label={t('groups.employees')} value={node.employees} />
        <Sum label={t('nav.projects')} value={node.projects} />
      </div>
      {isOpen && (
        <ul>
          {node.children.map((child) => (
            <TreeNode key={child.id} node={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

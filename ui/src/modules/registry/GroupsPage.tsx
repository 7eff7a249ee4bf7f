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
  const query = useGet<GroupNode[] | { items: GroupNode[] }>('/api/registry/groups');
  return (
    <Loaded query={query}>
      {(data) => {
        const roots = Array.isArray(data) ? data : data.items;
        if (!roots.length) return <Empty icon="tree" title={t('groups.none')} />;
        return (
          <Card flush>
            <div className="tree-head" aria-hidden="true">
              <span>{t('groups.groups')}</span>
              <span>{t('groups.entities')}</span>
              <span>{t('groups.employees')}</span>
              <span className="desk">{t('nav.projects')}</span>
            </div>
            <ul className="tree">
              {roots.map((node) => (
                <TreeNode key={node.id} node={node} depth={0} />
              ))}
            </ul>
          </Card>
        );
      }}
    </Loaded>
  );
}

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
        <span>{count(node.entities)}</span>
        <span>{count(node.employees)}</span>
        <span className="desk">{count(node.projects)}</span>
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

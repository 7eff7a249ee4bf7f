// Administration: people and posts, accounts, settings, law tables, audit trail, backups, system check.
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { Link } from 'wouter';
import { useDescription } from '@/api/queries';
import { RecordList } from '@/fields/RecordList';
import { t, withWords, type Key } from '@/kit/i18n';
import { Page } from '@/kit/layout';
import { Skeleton } from '@/kit/states';
import './admin.css';

const Calendar = lazy(() => import('./Calendar'));
const Audit = lazy(() => import('./Audit'));
const Backups = lazy(() => import('./Backups'));
const Accounts = lazy(() => import('./Accounts'));
const Standards = lazy(withWords(['admin_desk'], () => import('@/modules/casework/admin/Standards')));
const LightRules = lazy(withWords(['admin_desk'], () => import('@/modules/casework/admin/LightRules')));
const Templates = lazy(withWords(['admin_desk'], () => import('@/modules/casework/admin/Templates')));
const Articles = lazy(withWords(['admin_desk'], () => import('@/modules/casework/admin/Articles')));
const Feedbacks = lazy(withWords(['admin_desk'], () => import('@/modules/casework/admin/Feedbacks')));
const Retention = lazy(withWords(['privacy'], () => import('@/modules/privacy/Retention')));
const Invitations = lazy(withWords(['admin_desk'], () => import('@/modules/casework/admin/Invitations')));
const Channels = lazy(withWords(['notify'], () => import('@/modules/notify/Channels')));
const Deliveries = lazy(withWords(['notify'], () => import('@/modules/notify/Deliveries')));

interface Part {
  path: string;
  label: Key;
  entity?: string;
  page?: ComponentType;
}
const kParts: Part[] = [
  { path: 'people', label: 'admin.people', entity: 'person' },
  { path: 'organisations', label: 'admin.organisations', entity: 'organisation' },
  { path: 'posts', label: 'admin.posts', entity: 'post' },
  { path: 'tenures', label: 'admin.tenures', entity: 'tenure' },
  { path: 'officers', label: 'admin.officers', entity: 'officer' },
  { path: 'accounts', label: 'admin.accounts', page: Accounts },
  { path: 'calendar', label: 'admin.calendar', page: Calendar },
  { path: 'limits', label: 'admin.limits', entity: 'law_limit' },
  { path: 'standards', label: 'admin.standards', entity: 'service_standard', page: Standards },
  { path: 'lights', label: 'admin.lights', entity: 'light_rule', page: LightRules },
  { path: 'progress', label: 'admin.progress', entity: 'progress_rule' },
  { path: 'reasons', label: 'admin.reasons', entity: 'variance_reason' },
  { path: 'templates', label: 'admin.templates', entity: 'checklist_template', page: Templates },
  { path: 'articles', label: 'admin.articles', entity: 'article', page: Articles },
  { path: 'invitations', label: 'admin.invitations', entity: 'invitation', page: Invitations },
  { path: 'feedback', label: 'admin.feedback', entity: 'feedback', page: Feedbacks },
  { path: 'channels', label: 'admin.channels', entity: 'channel', page: Channels },
  { path: 'deliveries', label: 'admin.deliveries', entity: 'delivery', page: Deliveries },
  { path: 'retention', label: 'admin.retention', entity: 'retention_rule', page: Retention },
  { path: 'holds', label: 'admin.holds', entity: 'legal_hold' },
  { path: 'reveals', label: 'admin.reveals', entity: 'reveal' },
  { path: 'settings', label: 'admin.settings', entity: 'setting' },
  { path: 'audit', label: 'admin.audit', page: Audit },
  { path: 'backups', label: 'admin.backups', page: Backups },
];

export default function AdminPage({ params }: { params: Record<string, string | undefined> }) {
  const described = useDescription().data?.entities;
  const part = kParts.find((p) => p.path === params['part']) ?? kParts[0];
  const parts = useRef<HTMLElement>(null);
  // On a phone the parts are a strip that scrolls; the open one is brought into it.
  useEffect(() => {
    // Newer browsers answer a promise, which is no clean-up.
    parts.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [part, described]);
  if (!part) return null;
  const Inner = part.page;
  return (
    <Page className="fill admin" title={t('nav.admin')}>
      <nav ref={parts} className="parts" aria-label={t('nav.admin')}>
        {kParts
          .filter((p) => !p.entity || described?.[p.entity])
          .map((p) => (
            <Link key={p.path} href={`/admin/${p.path}`} aria-current={p === part ? 'page' : undefined}>
              {t(p.label)}
            </Link>
          ))}
      </nav>
      <div className="part">
        <Suspense fallback={<Skeleton />}>
          {Inner ? (
            <Inner />
          ) : part.entity ? (
            <RecordList key={part.path} bare entity={part.entity} title={t(part.label)} />
          ) : null}
        </Suspense>
      </div>
    </Page>
  );
}

// A new case in a few taps: firm known or one tap away, what kind, what it is about; the rest is folded and mostly known.
// It works without a network: the case waits in the outbox.
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { newKey } from '@/api/queue';
import { useEntity, useGet, useSession } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import { RefPicker } from '@/fields/ref';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { say, t } from '@/kit/i18n';
import { tell } from '@/kit/toast';
import { create } from './acts';
import { StateTag } from './marks';
import { Chips } from './Members';
import { useFirms, type Firm, type Firms } from './own_firms';
import { kCases, type Similar } from './types';

export interface CaseStart {
  firm?: Firm;
  project?: Firm;
}

/** Characters from which a title tells enough to look for similar cases. */
const kTelling = 3;
/** Characters that are compared; an address that carried a whole letter would be refused. */
const kCompared = 200;
/** Firms offered without a search; on a phone each may take a line. */
const kFirms = 3;

function useLater<T>(value: T, milliseconds: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return later;
}

export default function NewCaseDialog({ start = {}, onClose }: { start?: CaseStart; onClose: () => void }) {
  const session = useSession().data;
  const isContact = session?.roles.every((role) => role === 'contact') ?? false;
  const [, navigate] = useLocation();
  const firms = useFirms();
  const [firm, setFirm] = useState<Firm | null>(start.firm ?? null);
  const [draft, setDraft] = useState<Record<string, string | number>>({});
  const [key] = useState(newKey);
  const put = (name: string, value: string | number | undefined) =>
    setDraft(({ [name]: _, ...rest }) => (value === undefined || value === '' ? rest : { ...rest, [name]: value }));
  const chosen = firm ?? (start.project ? null : (firms.recent[0] ?? firms.own[0] ?? null));
  const title = String(draft['title'] ?? '').trim();
  const send = () =>
    create(
      {
        ...draft,
        title,
        ...(chosen && !isContact ? { enterprise_id: chosen.id } : {}),
        ...(start.project ? { project_id: start.project.id } : {}),
      },
      key,
    );
  const finish = ({ state, data }: { state: string; data?: Rec }) => {
    if (chosen) firms.remember(chosen);
    if (state !== 'sent') return;
    tell(t('case.made', { title }));
    if (data?.id) navigate(`/cases/${data.id}`);
  };
  return (
    <ActDialog
      title={t('case.new')}
      act={t('case.create')}
      icon="check"
      isReady={title !== '' && draft['category'] !== undefined && (isContact || chosen !== null)}
      perform={send}
      onDone={finish}
      onClose={onClose}
    >
      {!isContact && <FirmChoice firm={chosen} firms={firms} set={setFirm} />}
      {start.project && (
        <p className="muted">
          {t('word.project')}: {start.project.name}
        </p>
      )}
      {/* No limit while typing: a browser would cut what was pasted without a word. The server says what is too long. */}
      <label className="field">
        <span>{t('case.title')}</span>
        <input autoFocus value={String(draft['title'] ?? '')} onChange={(e) => put('title', e.target.value)} />
      </label>
      <SimilarCases firm={chosen?.id} title={title} onClose={onClose} />
      <Category value={draft['category']} set={(name) => put('category', name)} />
      <More draft={draft} put={put} firm={isContact ? undefined : chosen?.id} />
    </ActDialog>
  );
}

/** Own firms and the last one used first; any other by searching. */
function FirmChoice({ firm, firms, set }: { firm: Firm | null; firms: Firms; set: (firm: Firm) => void }) {
  const [isSearching, setSearching] = useState(false);
  const all = [...(firm ? [firm] : []), ...firms.recent, ...firms.own];
  const offered = all.filter((one, i) => all.findIndex((other) => other.id === one.id) === i).slice(0, kFirms);
  return (
    <div className="field" role="group" aria-label={t('case.firm')}>
      <span>{t('case.firm')}</span>
      <div className="row wrap">
        <Chips
          options={offered.map((one) => ({ name: String(one.id), label: one.name }))}
          value={firm ? String(firm.id) : undefined}
          set={(id) => set(offered.find((one) => String(one.id) === id)!)}
        />
        {!isSearching && offered.length > 0 && (
          <Button small tone="quiet" icon="search" onClick={() => setSearching(true)}>
            {t('case.other_firm')}
          </Button>
        )}
      </div>
      {(isSearching || offered.length === 0) && (
        <RefPicker
          entity="enterprise"
          label={t('case.firm')}
          value={null}
          onChange={(id, name) => id !== null && (set({ id, name: name ?? '' }), setSearching(false))}
        />
      )}
    </div>
  );
}

function Category({ value, set }: { value: unknown; set: (name: string) => void }) {
  const field = useEntity('service_case')?.fields.find((f) => f.name === 'category');
  return (
    <div className="field" role="group" aria-label={say(field?.label)}>
      <span>{say(field?.label)}</span>
      <Chips
        options={field?.choices?.map((choice) => ({ name: choice.name, label: say(choice.label) })) ?? []}
        value={value === undefined ? undefined : String(value)}
        set={set}
      />
    </div>
  );
}

/** The same trouble told twice is handled once: what is open already is offered instead. */
function SimilarCases({ firm, title, onClose }: { firm: number | undefined; title: string; onClose: () => void }) {
  const asked = useLater(title, 250);
  const query = useGet<{ items: Similar[] }>(
    `${kCases}/similar`,
    { enterprise_id: firm, title: asked.slice(0, kCompared) },
    { enabled: asked.length >= kTelling && firm !== undefined && navigator.onLine, keep: true },
  );
  const items = asked.length >= kTelling ? (query.data?.items ?? []) : [];
  if (!items.length) return null;
  return (
    <div className="notice amber" role="status">
      <p>{t('case.similar_open')}</p>
      <ul className="lines">
        {items.slice(0, 3).map((one) => (
          <li key={one.id}>
            <Link href={`/cases/${one.id}`} onClick={onClose}>
              {one.title}
            </Link>
            <StateTag state={one.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function More({
  draft,
  put,
  firm,
}: {
  draft: Record<string, string | number>;
  put: (name: string, value: string | number | undefined) => void;
  firm: number | undefined;
}) {
  const [hasOther, setOther] = useState(false);
  const dossier = useGet<Rec>(`/api/registry/enterprises/${firm}`, undefined, { enabled: firm !== undefined });
  const projects = useGet<List>(
    '/api/projects/projects',
    { enterprise_id: firm, limit: 20 },
    { enabled: firm !== undefined },
  );
  const contact = [dossier.data?.['contact_name'], dossier.data?.['contact_phone']].filter(Boolean).join(' ');
  const line = (name: 'contact_name' | 'contact_phone') => (
    <label className="field">
      <span>{t(`case.${name}`)}</span>
      <input value={String(draft[name] ?? '')} autoComplete="off" onChange={(e) => put(name, e.target.value)} />
    </label>
  );
  return (
    <details>
      <summary>{t('case.more')}</summary>
      <div className="form">
        <label className="field">
          <span>{t('case.description')}</span>
          <textarea
            rows={3}
            value={String(draft['description'] ?? '')}
            onChange={(e) => put('description', e.target.value)}
          />
        </label>
        {(projects.data?.items.length ?? 0) > 0 && (
          <label className="field">
            <span>{t('word.project')}</span>
            <select
              value={String(draft['project_id'] ?? '')}
              onChange={(e) => put('project_id', e.target.value ? Number(e.target.value) : undefined)}
            >
              <option value="">–</option>
              {projects.data?.items.map((one) => (
                <option key={one.id} value={one.id}>
                  {String(one['name'])}
                </option>
              ))}
            </select>
          </label>
        )}
        {contact && !hasOther ? (
          <p className="row wrap">
            <span className="muted">{t('case.contact_known')}</span> <strong>{contact}</strong>
            <Button small tone="quiet" onClick={() => setOther(true)}>
              {t('case.other_contact')}
            </Button>
          </p>
        ) : (
          <>
            {line('contact_name')}
            {line('contact_phone')}
          </>
        )}
      </div>
    </details>
  );
}
